package io.alacran.secret.internal;

import io.alacran.secret.SecretColumn;
import io.alacran.secret.SecretColumns;
import io.alacran.secret.Secrets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** All encrypted secrets in the store, wherever they are, and the table {@code secret_key}. */
@Component
class EncryptedColumns {

    private final JdbcClient jdbc;
    private final List<SecretColumn> columns;

    EncryptedColumns(JdbcClient jdbc, List<SecretColumns> features) {
        this.jdbc = jdbc;
        this.columns = features.stream().flatMap(f -> f.columns().stream()).toList();
    }

    /** One of them, with what it is encrypted for. */
    record Stored(SecretColumn column, String key, String encrypted, String name) {

        String owner() {
            return column.owner().formatted(key);
        }

        String words() {
            return column.words().formatted(name);
        }
    }

    /** Any one; empty while the store has none. */
    Optional<Stored> first() {
        return columns.stream().flatMap(column -> read(column).stream()).findFirst();
    }

    List<Stored> all() {
        return columns.stream().flatMap(column -> read(column).stream()).toList();
    }

    /** Stores what stands for a forgotten one, unless it was changed meanwhile. */
    void forget(Stored secret) {
        replace(secret, secret.column().forgotten());
    }

    /** Stores another text for a secret, unless it was changed meanwhile. */
    void replace(Stored secret, @Nullable String encrypted) {
        SecretColumn c = secret.column();
        jdbc.sql("update " + c.table() + " set " + c.column() + " = ? where " + c.key() + " = ? and " + c.column()
                        + " = ?")
                .param(encrypted)
                .param(secret.key())
                .param(secret.encrypted())
                .update();
    }

    /** The id of the key that they are encrypted with; empty in a store from before keys had ids. */
    Optional<String> keyId() {
        return jdbc.sql("select key_id from secret_key").query(String.class).optional();
    }

    void setKeyId(String id) {
        if (jdbc.sql("update secret_key set key_id = ?").param(id).update() == 0) {
            jdbc.sql("insert into secret_key (id, key_id) values (1, ?)")
                    .param(id)
                    .update();
        }
    }

    private List<Stored> read(SecretColumn c) {
        return jdbc.sql("select " + c.key() + ", " + c.column() + ", " + c.name() + " from " + c.table() + " where "
                        + c.column() + " <> ? order by " + c.name() + ", " + c.key())
                .param(Secrets.FORGOTTEN)
                .query((row, n) -> new Stored(c, row.getString(1), row.getString(2), row.getString(3)))
                .list();
    }
}
