package io.alacran.workbench.ui;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import io.alacran.uikit.Background;
import io.alacran.workbench.SchemaBrowser;
import io.alacran.workbench.SchemaBrowser.Schema;
import io.alacran.workbench.SchemaBrowser.TableColumn;
import io.alacran.workbench.ui.SchemaNode.ColumnItem;
import io.alacran.workbench.ui.SchemaNode.NoteItem;
import io.alacran.workbench.ui.SchemaNode.SchemaItem;
import io.alacran.workbench.ui.SchemaNode.TableItem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Schemas, tables and columns of one connection, each level asked for when it is opened. */
class SchemaTree extends Div {

    private final transient WorkbenchServices services;
    private final SchemaBrowser browser;
    private final SchemaLevels levels;
    private final Consumer<String> insert;
    private final Consumer<String> preview;
    private final TreeGrid<SchemaNode> tree = new TreeGrid<>();
    private final Div message = new Div();
    private final CompletionNames names;
    private final Set<SchemaNode> asked = new HashSet<>();
    private TreeData<SchemaNode> data = new TreeData<>();
    private @Nullable String connection;
    private boolean failed;

    /**
     * @param insert gets a name as it must stand in a statement
     * @param preview gets such a name of a table to look into
     * @param named gets the tables and columns that can be named without a schema, as far as they are known
     */
    SchemaTree(
            WorkbenchServices services,
            Consumer<String> insert,
            Consumer<String> preview,
            Consumer<Map<String, List<String>>> named) {
        this.services = services;
        this.browser = services.schemas();
        this.levels = new SchemaLevels(browser);
        this.insert = insert;
        this.preview = preview;
        this.names = new CompletionNames(named);
        addClassName("schema-tree");
        tree.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        tree.setSelectionMode(Grid.SelectionMode.NONE);
        tree.setSizeFull();
        tree.getElement().setAttribute("aria-label", "Schema");
        tree.addComponentHierarchyColumn(
                        node -> new SchemaRow(node, this::insert, item -> preview.accept(qualified(item))))
                .setKey("name");
        tree.addExpandListener(expansion -> expansion.getItems().forEach(this::ask));
        tree.addItemDoubleClickListener(click -> act(click.getItem()));
        message.addClassName("schema-message");
        message.setVisible(false);
        add(message, tree);
    }

    /** Shows another connection's schema, from the top. */
    void show(@Nullable String name) {
        if (name == null || name.equals(connection)) {
            names.tell();
            return;
        }
        connection = name;
        reload();
    }

    /** Asks anew, such as after a table was made. */
    void reload() {
        String of = connection;
        if (of == null) {
            return;
        }
        failed = false;
        asked.clear();
        names.clear();
        data = new TreeData<>();
        tree.setDataProvider(new TreeDataProvider<>(data));
        say("Loading…");
        Background.ask(
                this,
                () -> browser.schemas(of),
                schemas -> {
                    if (of.equals(connection)) {
                        fill(schemas);
                    }
                },
                failure -> {
                    if (of.equals(connection)) {
                        fail(of, failure);
                    }
                });
    }

    /** Asks anew what could not be read: the connection answers again. */
    void recover() {
        if (failed) {
            reload();
        }
    }

    private void fill(List<Schema> schemas) {
        say(schemas.isEmpty() ? "No schemas." : "");
        for (Schema schema : schemas) {
            add(null, new SchemaItem(schema));
        }
        tree.getDataProvider().refreshAll();
        schemas.stream().filter(Schema::isDefault).findFirst().ifPresent(usual -> {
            SchemaItem item = new SchemaItem(usual);
            tree.expand(item);
            ask(item);
        });
    }

    private void ask(SchemaNode node) {
        String of = connection;
        if (of == null || !node.opens() || !asked.add(node)) {
            return;
        }
        TreeData<SchemaNode> into = data;
        Background.ask(
                this,
                () -> levels.below(node, of),
                found -> {
                    if (into == data) {
                        say("");
                        replaceChildren(node, found, SchemaLevels.whenEmpty(node));
                    }
                },
                failure -> {
                    if (into == data) {
                        asked.remove(node);
                        replaceChildren(node, List.of(), String.valueOf(failure.getMessage()));
                        fail(of, failure);
                    }
                });
    }

    private void replaceChildren(SchemaNode parent, List<SchemaNode> children, String whenEmpty) {
        List.copyOf(data.getChildren(parent)).forEach(data::removeItem);
        for (SchemaNode child : children) {
            add(parent, child);
            names.add(child);
        }
        names.tell();
        if (children.isEmpty()) {
            data.addItem(parent, new NoteItem(parent, whenEmpty));
        }
        tree.getDataProvider().refreshAll();
    }

    /** With a note below it, so that it can be opened before what is below is known. */
    private void add(@Nullable SchemaNode parent, SchemaNode node) {
        data.addItem(parent, node);
        if (node.opens()) {
            data.addItem(node, new NoteItem(node, "loading…"));
        }
    }

    private void act(SchemaNode node) {
        if (node instanceof TableItem item) {
            preview.accept(qualified(item));
        } else {
            insert(node);
        }
    }

    private void insert(SchemaNode node) {
        switch (node) {
            case TableItem item -> insert.accept(qualified(item));
            case ColumnItem(TableItem table, TableColumn column) ->
                insert.accept(browser.quoted(Objects.requireNonNull(connection), column.name()));
            case SchemaItem item -> {}
            case NoteItem item -> {}
        }
    }

    private String qualified(TableItem item) {
        return browser.qualified(
                Objects.requireNonNull(connection), item.schema(), item.table().name());
    }

    /** With a way to find out why, where it is the connection that does not work. */
    private void fail(String of, Exception failure) {
        failed = true;
        say(String.valueOf(failure.getMessage()));
        if (ConnectionFailures.is(failure)) {
            message.add(services.diagnosis(of));
        }
    }

    private void say(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }
}
