package io.alacran.workbench.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import io.alacran.workbench.SchemaBrowser.Schema;
import io.alacran.workbench.SchemaBrowser.Table;
import io.alacran.workbench.SchemaBrowser.TableColumn;
import io.alacran.workbench.ui.SchemaNode.ColumnItem;
import io.alacran.workbench.ui.SchemaNode.NoteItem;
import io.alacran.workbench.ui.SchemaNode.SchemaItem;
import io.alacran.workbench.ui.SchemaNode.TableItem;
import java.util.Locale;
import java.util.function.Consumer;

/** One line of the schema tree: what it is, its name, its type, and what can be done with it. */
class SchemaRow extends Div {

    /**
     * @param insert puts the node's name into the query
     * @param preview shows a table's rows
     */
    SchemaRow(SchemaNode node, Consumer<SchemaNode> insert, Consumer<TableItem> preview) {
        addClassName("schema-row");
        switch (node) {
            case SchemaItem(Schema schema) -> add(icon(VaadinIcon.FOLDER_O, "schema"), name(schema.name()));
            case TableItem item -> {
                Table table = item.table();
                add(
                        table.view() ? icon(VaadinIcon.EYE, "view") : icon(VaadinIcon.TABLE, "table"),
                        name(table.name()),
                        actions(
                                button(
                                        VaadinIcon.ARROW_RIGHT,
                                        "Insert the name into the query",
                                        () -> insert.accept(item)),
                                button(VaadinIcon.SEARCH, "Show rows", () -> preview.accept(item))));
                setTitle(table.name()
                        + (table.estimatedRows().isEmpty()
                                ? ""
                                : String.format(
                                        Locale.ROOT,
                                        ", about %,d rows",
                                        table.estimatedRows().getAsLong())));
            }
            case ColumnItem(TableItem table, TableColumn column) -> {
                add(
                        column.primaryKey() ? icon(VaadinIcon.KEY_O, "primary key") : icon(VaadinIcon.MINUS, "column"),
                        name(column.name()),
                        secondary(column.type()),
                        actions(button(
                                VaadinIcon.ARROW_RIGHT, "Insert the name into the query", () -> insert.accept(node))));
                setTitle(column.name() + " " + column.type() + (column.nullable() ? "" : ", not null"));
            }
            case NoteItem note -> add(secondary(note.text()));
        }
    }

    private static Div actions(Button... buttons) {
        Div actions = new Div(buttons);
        actions.addClassName("schema-actions");
        return actions;
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
        button.setAriaLabel(label);
        button.setTooltipText(label);
        return button;
    }
}
