package io.alacran.workbench;

import java.util.List;
import java.util.OptionalLong;

/** What a connection's database holds, asked level by level; it never waits for a full pool. */
public interface SchemaBrowser {

    /** The schema used where none is named comes first, those of the system last. */
    List<Schema> schemas(String connection);

    /** Tables and views of a schema, by name. */
    List<Table> tables(String connection, String schema);

    /** Columns of a table, in their order. */
    List<TableColumn> columns(String connection, String schema, String table);

    /** The table's name as it must stand in a statement of that connection, without the schema where it is the usual one. */
    String qualified(String connection, Schema schema, String table);

    /** A name as it must stand in a statement of that connection: quoted where it needs to be. */
    String quoted(String connection, String name);

    /** @param isDefault whether its tables can be named without it */
    record Schema(String name, boolean isDefault) {}

    /** @param estimatedRows as the database's statistics have it, which may be off */
    record Table(String name, boolean view, OptionalLong estimatedRows) {}

    /** @param type as the database writes it, such as {@code numeric(10,2)} */
    record TableColumn(String name, String type, boolean nullable, boolean primaryKey) {}
}
