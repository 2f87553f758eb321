package io.alacran.bastion.internal;

import io.alacran.bastion.BastionSettings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The tables {@code bastion_settings} and {@code bastion_account}. */
@Component
class BastionStore {

    private static final TypeReference<List<String>> STRINGS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final JsonMapper json;

    BastionStore(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A row. */
    record Row(BastionPolicy.Account account, Instant createdAt) {}

    Optional<BastionSettings> settings() {
        return jdbc.sql("select * from bastion_settings")
                .query((row, n) -> new BastionSettings(
                        row.getBoolean("enabled"),
                        row.getInt("port"),
                        row.getString("bind_address"),
                        BastionSettings.Home.of(row.getString("home")).orElse(BastionSettings.Home.EMBEDDED),
                        strings(row.getString("user_ca_keys"))))
                .optional();
    }

    /** In place: who reads meanwhile must not find the bastion off, nor a console that ends in between leave it so. */
    void save(BastionSettings s) {
        Object[] values = {
            s.enabled(), s.port(), s.bindAddress(), s.home().word(), json.writeValueAsString(s.userCaKeys())
        };
        int present = jdbc.sql("update bastion_settings set enabled = ?, port = ?, bind_address = ?, home = ?,"
                        + " user_ca_keys = ? where id = 1")
                .params(values)
                .update();
        if (present == 0) {
            jdbc.sql("insert into bastion_settings (enabled, port, bind_address, home, user_ca_keys, id)"
                            + " values (?, ?, ?, ?, ?, 1)")
                    .params(values)
                    .update();
        }
    }

    List<Row> accounts() {
        return jdbc.sql("select * from bastion_account order by name")
                .query(this::read)
                .list();
    }

    Optional<Row> account(String name) {
        return jdbc.sql("select * from bastion_account where name = ?")
                .param(name)
                .query(this::read)
                .optional();
    }

    void insert(Row row) {
        BastionPolicy.Account a = row.account();
        jdbc.sql(
                        "insert into bastion_account (name, password_hash, public_keys, databases, expires_at, enabled, created_at)"
                                + " values (:name, :hash, :keys, :databases, :expires, :enabled, :created)")
                .param("name", a.name())
                .param("hash", a.passwordHash())
                .param("keys", json.writeValueAsString(a.publicKeys()))
                .param("databases", json.writeValueAsString(a.databases()))
                .param("expires", at(a.expiresAt()))
                .param("enabled", a.enabled())
                .param("created", at(row.createdAt()))
                .update();
    }

    void update(BastionPolicy.Account a) {
        jdbc.sql("update bastion_account set password_hash = :hash, public_keys = :keys, databases = :databases,"
                        + " expires_at = :expires, enabled = :enabled where name = :name")
                .param("name", a.name())
                .param("hash", a.passwordHash())
                .param("keys", json.writeValueAsString(a.publicKeys()))
                .param("databases", json.writeValueAsString(a.databases()))
                .param("expires", at(a.expiresAt()))
                .param("enabled", a.enabled())
                .update();
    }

    boolean delete(String name) {
        return jdbc.sql("delete from bastion_account where name = ?")
                        .param(name)
                        .update()
                > 0;
    }

    private Row read(ResultSet row, int number) throws SQLException {
        OffsetDateTime expires = row.getObject("expires_at", OffsetDateTime.class);
        return new Row(
                new BastionPolicy.Account(
                        row.getString("name"),
                        row.getString("password_hash"),
                        strings(row.getString("public_keys")),
                        strings(row.getString("databases")),
                        expires == null ? null : expires.toInstant(),
                        row.getBoolean("enabled")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private List<String> strings(String text) {
        return json.readValue(text, STRINGS);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }
}
