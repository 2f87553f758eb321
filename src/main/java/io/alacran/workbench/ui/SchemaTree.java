package io.alacran.workbench.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.data.provider.hierarchy.TreeData;
import com.vaadin.flow.data.provider.hierarchy.TreeDataProvider;
import io.alacran.uikit.Background;
import io.alacran.workbench.SchemaBrowser;
import io.alacran.workbench.SchemaBrowser.Schema;
import io.alacran.workbench.SchemaBrowser.Table;
import io.alacran.workbench.SchemaBrowser.TableColumn;
import io.alacran.workbench.ui.SchemaNode.ColumnItem;
import io.alacran.workbench.ui.SchemaNode.NoteItem;
import io.alacran.workbench.ui.SchemaNode.SchemaItem;
import io.alacran.workbench.ui.SchemaNode.TableItem;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Schemas, tables and columns of one connection, each level asked for when it is opened. */
class SchemaTree extends Div {

    private final SchemaBrowser browser;
    private final Consumer<String> insert;
    private final Consumer<String> preview;
    private final TreeGrid<SchemaNode> tree = new TreeGrid<>();
    private final Div message = new Div();
    private final Set<SchemaNode> asked = new HashSet<>();
    private TreeData<SchemaNode> data = new TreeData<>();
    private @Nullable String connection;

    /**
     * @param insert gets a name as it must stand in a statement
     * @param preview gets such a name of a table to look into
     */
    SchemaTree(SchemaBrowser browser, Consumer<String> insert, Consumer<String> preview) {
        this.browser = browser;
        this.insert = insert;
        this.preview = preview;
        addClassName("schema-tree");
        tree.addThemeVariants(GridVariant.NO_BORDER, GridVariant.NO_ROW_BORDERS);
        tree.setSelectionMode(Grid.SelectionMode.NONE);
        tree.setSizeFull();
        tree.getElement().setAttribute("aria-label", "Schema");
        tree.addComponentHierarchyColumn(this::row).setKey("name");
        tree.addExpandListener(expansion -> expansion.getItems().forEach(this::ask));
        tree.addItemDoubleClickListener(click -> act(click.getItem()));
        message.addClassName("schema-message");
        message.setVisible(false);
        add(message, tree);
    }

    /** Shows another connection's schema, from the top. */
    void show(@Nullable String name) {
        if (name == null || name.equals(connection)) {
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
        asked.clear();
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
                        say(String.valueOf(failure.getMessage()));
                    }
                });
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
        if (of == null || !asked.add(node)) {
            return;
        }
        switch (node) {
            case SchemaItem item ->
                load(
                        item,
                        () -> browser.tables(of, item.schema().name()),
                        table -> new TableItem(item.schema(), table),
                        "no tables");
            case TableItem item ->
                load(
                        item,
                        () -> browser.columns(
                                of, item.schema().name(), item.table().name()),
                        column -> new ColumnItem(item, column),
                        "no columns");
            case ColumnItem item -> {}
            case NoteItem item -> {}
        }
    }

    private <T> void load(
            SchemaNode parent, Callable<List<T>> question, Function<T, SchemaNode> toNode, String whenEmpty) {
        TreeData<SchemaNode> into = data;
        Background.ask(
                this,
                question,
                found -> {
                    if (into == data) {
                        replaceChildren(parent, found.stream().map(toNode).toList(), whenEmpty);
                    }
                },
                failure -> {
                    if (into == data) {
                        asked.remove(parent);
                        replaceChildren(parent, List.of(), String.valueOf(failure.getMessage()));
                    }
                });
    }

    private void replaceChildren(SchemaNode parent, List<SchemaNode> children, String whenEmpty) {
        List.copyOf(data.getChildren(parent)).forEach(data::removeItem);
        children.forEach(child -> add(parent, child));
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

    private Component row(SchemaNode node) {
        Div row = new Div();
        row.addClassName("schema-row");
        switch (node) {
            case SchemaItem(Schema schema) -> row.add(icon(VaadinIcon.FOLDER_O, "schema"), name(schema.name()));
            case TableItem item -> {
                Table table = item.table();
                row.add(
                        table.view() ? icon(VaadinIcon.EYE, "view") : icon(VaadinIcon.TABLE, "table"),
                        name(table.name()));
                table.estimatedRows()
                        .ifPresent(rows -> row.getElement().setAttribute("title", "about " + rows + " rows"));
                row.add(
                        button(
                                VaadinIcon.ARROW_RIGHT,
                                "Insert " + table.name() + " into the query",
                                () -> insert(item)),
                        button(VaadinIcon.SEARCH, "Show rows of " + table.name(), () -> act(item)));
            }
            case ColumnItem(TableItem table, TableColumn column) -> {
                row.add(name(column.name()), secondary(column.type() + (column.nullable() ? "" : " not null")));
                if (column.primaryKey()) {
                    row.addComponentAsFirst(icon(VaadinIcon.KEY_O, "primary key"));
                }
                row.add(button(VaadinIcon.ARROW_RIGHT, "Insert " + column.name() + " into the query", () -> act(node)));
            }
            case NoteItem note -> row.add(secondary(note.text()));
        }
        return row;
    }

    private void act(SchemaNode node) {
        switch (node) {
            case TableItem item -> preview.accept(qualified(item));
            case ColumnItem(TableItem table, TableColumn column) -> insert.accept(column.name());
            case SchemaItem item -> {}
            case NoteItem item -> {}
        }
    }

    private void insert(TableItem item) {
        insert.accept(qualified(item));
    }

    private String qualified(TableItem item) {
        return browser.qualified(
                Objects.requireNonNull(connection), item.schema(), item.table().name());
    }

    private void say(String text) {
        message.setText(text);
        message.setVisible(!text.isEmpty());
    }

    private static Span name(String text) {
        Span name = new Span(text);
        name.addClassName("schema-name");
        return name;
    }

    private static Span secondary(String text) {
        Span span = new Span(text);
        span.addClassName("schema-type");
        return span;
    }

    private static Icon icon(VaadinIcon icon, String meaning) {
        Icon made = icon.create();
        made.getElement()
                .setAttribute("title", meaning)
                .setAttribute("role", "img")
                .setAttribute("aria-label", meaning);
        return made;
    }

    private static Button button(VaadinIcon icon, String label, Runnable action) {
        Button button = new Button(icon.create(), click -> action.run());
        button.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        button.addClassName("schema-action");
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }
}
