package io.alacran.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.page.ColorScheme;
import io.alacran.shell.internal.ColorSchemeCookie;
import java.util.LinkedHashMap;
import java.util.Map;

/** Light, dark, or as the system is. */
class AppearanceMenu extends MenuBar {

    private final Map<ColorScheme.Value, MenuItem> choices = new LinkedHashMap<>();

    AppearanceMenu() {
        addThemeVariants(MenuBarVariant.TERTIARY);
        addClassName("appearance-menu");
        MenuItem top = addItem(VaadinIcon.ADJUST.create());
        top.setAriaLabel("Appearance");
        add(top, "Like the system", ColorScheme.Value.SYSTEM);
        add(top, "Light", ColorScheme.Value.LIGHT);
        add(top, "Dark", ColorScheme.Value.DARK);
    }

    private void add(MenuItem top, String label, ColorScheme.Value scheme) {
        MenuItem item = top.getSubMenu().addItem(label, click -> {
            ColorSchemeCookie.choose(scheme);
            mark(scheme);
        });
        item.setCheckable(true);
        choices.put(scheme, item);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        mark(ColorSchemeCookie.chosen());
    }

    private void mark(ColorScheme.Value chosen) {
        choices.forEach((scheme, item) -> item.setChecked(scheme == chosen));
    }
}
