package io.alacran.health.internal;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Rows that belong to a connection. They are changed in place: who reads meanwhile must not find none, nor a console that
 * ends in between lose one.
 */
class ConnectionRows {

    private final JdbcClient jdbc;

    ConnectionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Changes a row, or makes it where there is none; does nothing for a connection that is gone.
     *
     * @param connection its id
     * @param values of the parameters, apart from {@code :connection}
     */
    void keep(String connection, String update, String insert, MapSqlParameterSource values) {
        values.addValue("connection", connection);
        if (jdbc.sql(update).paramSource(values).update() > 0) {
            return;
        }
        try {
            jdbc.sql(insert).paramSource(values).update();
        } catch (DuplicateKeyException e) {
            // Another console made it meanwhile
            jdbc.sql(update).paramSource(values).update();
        } catch (DataIntegrityViolationException e) {
            if (present(connection)) {
                throw e;
            }
        }
    }

    private boolean present(String connection) {
        return jdbc.sql("select count(*) from named_connection where id = ?")
                        .param(connection)
                        .query(Integer.class)
                        .single()
                > 0;
    }
}
