package io.alacran.connection.internal;

import io.alacran.connection.ConnectionReference;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSettings;
import io.alacran.connection.SlowStatementSettings;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.engine.SessionSettings;
import io.alacran.engine.TlsMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table {@code named_connection}. */
@Component
class ConnectionStore {

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> STRINGS_BY_NAME = new TypeReference<>() {};

    /** Each is also the name of its parameter. */
    private static final List<String> COLUMNS = List.of(
            "id",
            "name",
            "description",
            "client",
            "host",
            "port",
            "database_name",
            "filename",
            "username",
            "password_placeholder",
            "tls",
            "ca_pem",
            "certificate_pem",
            "read_only",
            "schema_name",
            "timezone",
            "init_sql",
            "statement_timeout_millis",
            "row_limit",
            "slow_statement_millis",
            "slow_statement_plans",
            "properties",
            "environment",
            "colour",
            "tags",
            "managed_database",
            "ssh_tunnel",
            "pool_settings",
            "is_default",
            "created_at");

    private static final List<String> WRITTEN = Stream.concat(
                    COLUMNS.stream(),
                    Stream.of(
                            "password_encrypted",
                            "key_encrypted",
                            "ssh_password_encrypted",
                            "ssh_key_encrypted",
                            "ssh_passphrase_encrypted"))
            .toList();
    private static final String SELECT = "select " + String.join(", ", COLUMNS) + " from named_connection";
    private static final String INSERT = "insert into named_connection (" + String.join(", ", WRITTEN) + ") values ("
            + WRITTEN.stream().map(c -> ":" + c).collect(Collectors.joining(", ")) + ")";
    private static final String UPDATE = "update named_connection set "
            + WRITTEN.stream().map(c -> c + " = :" + c).collect(Collectors.joining(", ")) + " where id = :id";

    private final JdbcClient jdbc;
    private final JsonMapper json;

    ConnectionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    List<NamedConnection> list() {
        return jdbc.sql(SELECT + " order by name, environment").query(this::map).list();
    }

    /** By its reference. */
    Optional<NamedConnection> find(String reference) {
        return ConnectionReference.of(reference)
                .flatMap(wanted -> jdbc.sql(SELECT + " where name = ? and environment = ?")
                        .params(wanted.name(), wanted.environment())
                        .query(this::map)
                        .optional());
    }

    /** Those of a name, one of each environment at most. */
    List<NamedConnection> called(String name) {
        return jdbc.sql(SELECT + " where name = ? order by environment")
                .param(name)
                .query(this::map)
                .list();
    }

    Optional<NamedConnection> withId(String id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(this::map).optional();
    }

    /** Like {@link #withId}; until the transaction ends nobody else changes it. */
    Optional<NamedConnection> findToChange(String id) {
        return jdbc.sql(SELECT + " where id = ? for update")
                .param(id)
                .query(this::map)
                .optional();
    }

    /** Whether another one is used in an environment where none is named. */
    boolean hasDefault(String environment, String otherThan) {
        return jdbc.sql("select count(*) from named_connection where environment = ? and is_default and id <> ?")
                        .params(environment, otherThan)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    List<NamedConnection> leadingTo(String managedDatabase) {
        return jdbc.sql(SELECT + " where managed_database = ?")
                .param(managedDatabase)
                .query(this::map)
                .list();
    }

    Credentials credentials(String id) {
        return jdbc.sql("select password_encrypted, key_encrypted, ssh_password_encrypted, ssh_key_encrypted,"
                        + " ssh_passphrase_encrypted from named_connection where id = ?")
                .param(id)
                .query((row, n) -> new Credentials(
                        row.getString(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)))
                .optional()
                .orElse(Credentials.NONE);
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the name is taken in its environment */
    void insert(NamedConnection c, Credentials secrets) {
        write(INSERT, c, secrets);
    }

    /**
     * Changes the one of the same id.
     *
     * @return false when there is none any more
     * @throws org.springframework.dao.DuplicateKeyException when another one has the name
     */
    boolean update(NamedConnection c, Credentials secrets) {
        return write(UPDATE, c, secrets);
    }

    private boolean write(String sql, NamedConnection c, Credentials secrets) {
        int written = jdbc.sql(sql)
                .param("id", c.id())
                .param("name", c.name())
                .param("description", c.description())
                .param("client", c.client())
                .param("host", c.host())
                .param("port", c.port())
                .param("database_name", c.databaseName())
                .param("filename", c.filename())
                .param("username", c.username())
                .param("password_placeholder", c.passwordPlaceholder())
                .param("tls", c.tls().word())
                .param("ca_pem", c.caPem())
                .param("certificate_pem", c.certificatePem())
                .param("read_only", c.readOnly())
                .param("schema_name", c.session().schema())
                .param("timezone", c.session().timezone())
                .param("init_sql", c.session().initSql())
                .param("statement_timeout_millis", c.statementTimeoutMillis())
                .param("row_limit", c.rowLimit())
                .param("slow_statement_millis", c.slow().thresholdMillis())
                .param("slow_statement_plans", c.slow().plans())
                .param("properties", json.writeValueAsString(c.properties()))
                .param("environment", c.environment())
                .param("colour", c.colour())
                .param("tags", json.writeValueAsString(c.tags()))
                .param("managed_database", c.managedDatabase())
                .param("ssh_tunnel", c.sshTunnel() == null ? null : json.writeValueAsString(c.sshTunnel()))
                .param("pool_settings", PoolSettingsText.write(c.pool()))
                .param("is_default", c.isDefault())
                .param("created_at", OffsetDateTime.ofInstant(c.createdAt(), ZoneOffset.UTC))
                .param("password_encrypted", secrets.password())
                .param("key_encrypted", secrets.key())
                .param("ssh_password_encrypted", secrets.sshPassword())
                .param("ssh_key_encrypted", secrets.sshKey())
                .param("ssh_passphrase_encrypted", secrets.sshPassphrase())
                .update();
        if (c.isDefault() && written > 0) {
            makeDefault(c);
        }
        return written > 0;
    }

    /** Changes nothing else, so that nothing that was changed meanwhile is undone. */
    void keepPool(String id, PoolSettings settings) {
        jdbc.sql("update named_connection set pool_settings = :settings where id = :id")
                .param("settings", PoolSettingsText.write(settings))
                .param("id", id)
                .update();
    }

    void makeDefault(NamedConnection c) {
        jdbc.sql("update named_connection set is_default = (id = ?) where environment = ?")
                .params(c.id(), c.environment())
                .update();
    }

    boolean delete(String id) {
        return jdbc.sql("delete from named_connection where id = ?").param(id).update() > 0;
    }

    private NamedConnection map(ResultSet row, int n) throws SQLException {
        return new NamedConnection(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                row.getString("client"),
                row.getString("host"),
                row.getObject("port", Integer.class),
                row.getString("database_name"),
                row.getString("filename"),
                row.getString("username"),
                row.getString("password_placeholder"),
                TlsMode.valueOf(row.getString("tls").toUpperCase(Locale.ROOT)),
                row.getString("ca_pem"),
                row.getString("certificate_pem"),
                row.getBoolean("read_only"),
                new SessionSettings(row.getString("schema_name"), row.getString("timezone"), row.getString("init_sql")),
                row.getObject("statement_timeout_millis", Long.class),
                row.getObject("row_limit", Long.class),
                new SlowStatementSettings(row.getLong("slow_statement_millis"), row.getBoolean("slow_statement_plans")),
                json.readValue(row.getString("properties"), STRINGS_BY_NAME),
                row.getString("environment"),
                row.getString("colour"),
                json.readValue(row.getString("tags"), STRINGS),
                row.getString("managed_database"),
                sshTunnel(row.getString("ssh_tunnel")),
                PoolSettingsText.read(row.getString("pool_settings")),
                row.getBoolean("is_default"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private @Nullable SshTunnelSettings sshTunnel(@Nullable String text) {
        return text == null ? null : json.readValue(text, SshTunnelSettings.class);
    }
}
