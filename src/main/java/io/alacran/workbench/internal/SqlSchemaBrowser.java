package io.alacran.workbench.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Groups;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.workbench.SchemaBrowser;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.springframework.stereotype.Service;

/** Reads schemas with the statements under {@code sql/CLIENT}. */
@Service
class SqlSchemaBrowser implements SchemaBrowser {

    private static final int TIMEOUT_SECONDS = 30;
    private static final String PLAIN_NAME = "[a-z_][a-z0-9_]*";

    private final ConnectionPools pools;
    private final Groups groups;
    private final Dialects dialects;

    SqlSchemaBrowser(ConnectionPools pools, Groups groups, Dialects dialects) {
        this.pools = pools;
        this.groups = groups;
        this.dialects = dialects;
    }

    @Override
    public List<Schema> schemas(String connection) {
        List<Schema> found = new ArrayList<>(
                ask(connection, "schemas", row -> new Schema(row.getString("name"), row.getBoolean("is_default"))));
        found.sort((a, b) -> Boolean.compare(b.isDefault(), a.isDefault()));
        return found;
    }

    @Override
    public List<Table> tables(String connection, String schema) {
        return ask(
                connection,
                "tables",
                row -> {
                    long rows = row.getLong("estimated_rows");
                    OptionalLong estimated = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(rows);
                    return new Table(row.getString("name"), "view".equals(row.getString("kind")), estimated);
                },
                schema);
    }

    @Override
    public List<TableColumn> columns(String connection, String schema, String table) {
        return ask(
                connection,
                "columns",
                row -> new TableColumn(
                        row.getString("name"),
                        row.getString("type"),
                        row.getBoolean("nullable"),
                        row.getBoolean("primary_key")),
                schema,
                table);
    }

    @Override
    public String qualified(String connection, Schema schema, String table) {
        String name = quoted(connection, table);
        return schema.isDefault() ? name : quoted(connection, schema.name()) + "." + name;
    }

    @Override
    public String quoted(String connection, String name) {
        Dialect dialect = dialects.of(standIn(connection).client()).orElseThrow();
        return name.matches(PLAIN_NAME) && !ReservedWords.contains(name) ? name : dialect.quote(name);
    }

    /** Of a group its primary, which has every table first. */
    private NamedConnection standIn(String connection) {
        return groups.standIn(connection)
                .orElseThrow(() -> new ProblemException(
                        Kind.NOT_FOUND, "There is no connection named '" + connection + "'.", "Choose another one."));
    }

    /** Reads one row. */
    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> ask(String connection, String statement, RowReader<T> reader, String... parameters) {
        try (Lease lease = pools.spare(standIn(connection).reference());
                PreparedStatement prepared =
                        lease.connection().prepareStatement(lease.dialect().sql(statement))) {
            prepared.setQueryTimeout(TIMEOUT_SECONDS);
            for (int i = 0; i < parameters.length; i++) {
                prepared.setString(i + 1, parameters[i]);
            }
            List<T> found = new ArrayList<>();
            try (ResultSet rows = prepared.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new ProblemException(
                    Kind.UNAVAILABLE,
                    "The " + statement + " of " + connection + " could not be read: " + e.getMessage(),
                    "Test the connection.",
                    e);
        }
    }
}
