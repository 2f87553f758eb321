package io.alacran.workbench.ui;

import io.alacran.workbench.SchemaBrowser;
import io.alacran.workbench.ui.SchemaNode.ColumnItem;
import io.alacran.workbench.ui.SchemaNode.NoteItem;
import io.alacran.workbench.ui.SchemaNode.SchemaItem;
import io.alacran.workbench.ui.SchemaNode.TableItem;
import java.util.List;

/** What lies below a node of the schema tree. Asks the database: not for threads that hold a session's lock. */
class SchemaLevels {

    private final SchemaBrowser browser;

    SchemaLevels(SchemaBrowser browser) {
        this.browser = browser;
    }

    List<SchemaNode> below(SchemaNode node, String connection) {
        return switch (node) {
            case SchemaItem(var schema) ->
                browser.tables(connection, schema.name()).stream()
                        .<SchemaNode>map(table -> new TableItem(schema, table))
                        .toList();
            case TableItem item ->
                browser.columns(connection, item.schema().name(), item.table().name()).stream()
                        .<SchemaNode>map(column -> new ColumnItem(item, column))
                        .toList();
            case ColumnItem column -> List.of();
            case NoteItem note -> List.of();
        };
    }

    /** What to say where nothing lies below. */
    static String whenEmpty(SchemaNode node) {
        return node instanceof SchemaItem ? "no tables" : "no columns";
    }
}
