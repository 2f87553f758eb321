package io.alacran.connection.internal;

import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSettings;
import io.alacran.engine.TlsMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table {@code named_connection}. */
@Component
class ConnectionStore {

    private static final String COLUMNS =
            "name, description, client, host, port, database_name, filename, username, tls,"
                    + " read_only, environment, managed_database, pool_min, pool_max, pool_acquire_timeout_millis, is_default,"
                    + " created_at";

    private final JdbcClient jdbc;

    ConnectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<NamedConnection> list() {
        return jdbc.sql("select " + COLUMNS + " from named_connection order by name")
                .query(ConnectionStore::map)
                .list();
    }

    Optional<NamedConnection> find(String name) {
        return jdbc.sql("select " + COLUMNS + " from named_connection where name = ?")
                .param(name)
                .query(ConnectionStore::map)
                .optional();
    }

    List<NamedConnection> leadingTo(String managedDatabase) {
        return jdbc.sql("select " + COLUMNS + " from named_connection where managed_database = ?")
                .param(managedDatabase)
                .query(ConnectionStore::map)
                .list();
    }

    Optional<String> encryptedPassword(String name) {
        return jdbc.sql("select password_encrypted from named_connection where name = ?")
                .param(name)
                .query((row, n) -> Optional.ofNullable(row.getString(1)))
                .optional()
                .flatMap(found -> found);
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the name is taken */
    void insert(NamedConnection c, @Nullable String encryptedPassword) {
        write(
                "insert into named_connection (" + COLUMNS + ", password_encrypted) values"
                        + " (:name, :description, :client, :host, :port, :databaseName, :filename, :username, :tls,"
                        + " :readOnly, :environment, :managedDatabase, :poolMin, :poolMax, :acquire, :isDefault,"
                        + " :createdAt, :password)",
                c,
                encryptedPassword);
    }

    /** @return false when there is none of that name any more */
    boolean update(NamedConnection c, @Nullable String encryptedPassword) {
        return write(
                "update named_connection set description = :description, client = :client, host = :host, port = :port,"
                        + " database_name = :databaseName, filename = :filename, username = :username, tls = :tls,"
                        + " read_only = :readOnly, environment = :environment, managed_database = :managedDatabase,"
                        + " pool_min = :poolMin, pool_max = :poolMax, pool_acquire_timeout_millis = :acquire,"
                        + " is_default = :isDefault, created_at = :createdAt, password_encrypted = :password"
                        + " where name = :name",
                c,
                encryptedPassword);
    }

    private boolean write(String sql, NamedConnection c, @Nullable String encryptedPassword) {
        int written = jdbc.sql(sql)
                .param("name", c.name())
                .param("description", c.description())
                .param("client", c.client())
                .param("host", c.host())
                .param("port", c.port())
                .param("databaseName", c.databaseName())
                .param("filename", c.filename())
                .param("username", c.username())
                .param("tls", c.tls().word())
                .param("readOnly", c.readOnly())
                .param("environment", c.environment())
                .param("managedDatabase", c.managedDatabase())
                .param("poolMin", c.pool().min())
                .param("poolMax", c.pool().max())
                .param("acquire", c.pool().acquireTimeoutMillis())
                .param("isDefault", c.isDefault())
                .param("createdAt", OffsetDateTime.ofInstant(c.createdAt(), ZoneOffset.UTC))
                .param("password", encryptedPassword)
                .update();
        if (c.isDefault() && written > 0) {
            jdbc.sql("update named_connection set is_default = false where name <> ?")
                    .param(c.name())
                    .update();
        }
        return written > 0;
    }

    boolean delete(String name) {
        return jdbc.sql("delete from named_connection where name = ?")
                        .param(name)
                        .update()
                > 0;
    }

    private static NamedConnection map(ResultSet row, int n) throws SQLException {
        return new NamedConnection(
                row.getString("name"),
                row.getString("description"),
                row.getString("client"),
                row.getString("host"),
                row.getObject("port", Integer.class),
                row.getString("database_name"),
                row.getString("filename"),
                row.getString("username"),
                TlsMode.valueOf(row.getString("tls").toUpperCase(Locale.ROOT)),
                row.getBoolean("read_only"),
                row.getString("environment"),
                row.getString("managed_database"),
                new PoolSettings(
                        row.getInt("pool_min"), row.getInt("pool_max"), row.getLong("pool_acquire_timeout_millis")),
                row.getBoolean("is_default"),
                created(row));
    }

    private static Instant created(ResultSet row) throws SQLException {
        return row.getObject("created_at", OffsetDateTime.class).toInstant();
    }
}
