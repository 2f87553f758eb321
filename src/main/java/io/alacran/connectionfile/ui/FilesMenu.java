package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.menubar.MenuBar;
import io.alacran.connection.ConnectionsTool;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.FileFormat;
import io.alacran.uikit.Background;

/** Importing and exporting, at the top of the page of connections. */
@org.springframework.stereotype.Component
class FilesMenu implements ConnectionsTool {

    private final ConnectionFiles files;

    FilesMenu(ConnectionFiles files) {
        this.files = files;
    }

    @Override
    public Component component() {
        MenuBar menu = new MenuBar();
        MenuItem root = menu.addItem("File");
        root.setAriaLabel("Import or export connections");
        SubMenu items = root.getSubMenu();
        items.addItem("Import or apply a file…", click -> new ImportDialog(files).open());
        items.addSeparator();
        for (FileFormat format : FileFormat.values()) {
            items.addItem(
                    "Export as " + format.fileName(),
                    click -> Background.ask(
                            menu, () -> files.export(format, null), exported -> new ExportDialog(exported).open()));
        }
        return menu;
    }
}
