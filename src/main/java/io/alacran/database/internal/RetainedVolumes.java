package io.alacran.database.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The logins of volumes that outlived their databases. */
@Repository
class RetainedVolumes {

    private final JdbcClient jdbc;

    RetainedVolumes(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A volume without a database; the password is encrypted for {@code volume/NAME/password}. */
    record Retained(
            String name,
            String engine,
            String version,
            String formerName,
            String username,
            String databaseName,
            String password,
            Instant retainedAt) {}

    @Transactional
    public void keep(Retained r) {
        forget(r.name());
        jdbc.sql("""
                        insert into retained_volume (name, engine, version, former_name, username, database_name,
                            password, retained_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?)""")
                .params(
                        r.name(),
                        r.engine(),
                        r.version(),
                        r.formerName(),
                        r.username(),
                        r.databaseName(),
                        r.password(),
                        r.retainedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    void forget(String name) {
        jdbc.sql("delete from retained_volume where name = ?").param(name).update();
    }

    Optional<Retained> find(String name) {
        return jdbc.sql("select * from retained_volume where name = ?")
                .param(name)
                .query(RetainedVolumes::row)
                .optional();
    }

    List<Retained> all() {
        return jdbc.sql("select * from retained_volume order by name")
                .query(RetainedVolumes::row)
                .list();
    }

    private static Retained row(ResultSet r, int number) throws SQLException {
        return new Retained(
                r.getString("name"),
                r.getString("engine"),
                r.getString("version"),
                r.getString("former_name"),
                r.getString("username"),
                r.getString("database_name"),
                r.getString("password"),
                r.getObject("retained_at", OffsetDateTime.class).toInstant());
    }
}
