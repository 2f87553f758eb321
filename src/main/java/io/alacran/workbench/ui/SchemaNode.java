package io.alacran.workbench.ui;

import io.alacran.workbench.SchemaBrowser;

/** What the schema tree holds. */
sealed interface SchemaNode {

    /** Whether it can be opened. */
    default boolean opens() {
        return false;
    }

    /** A schema, or what the database calls so. */
    record SchemaItem(SchemaBrowser.Schema schema) implements SchemaNode {
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** A table or a view. */
    record TableItem(SchemaBrowser.Schema schema, SchemaBrowser.Table table) implements SchemaNode {
        @Override
        public boolean opens() {
            return true;
        }
    }

    /** A column. */
    record ColumnItem(TableItem table, SchemaBrowser.TableColumn column) implements SchemaNode {}

    /** Stands where nothing is yet, or never will be. */
    record NoteItem(SchemaNode parent, String text) implements SchemaNode {}
}
