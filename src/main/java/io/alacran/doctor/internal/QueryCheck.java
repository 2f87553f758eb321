package io.alacran.doctor.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A query is answered. */
class QueryCheck implements Check {

    private static final int SECONDS = 5;

    @Override
    public String id() {
        return "query";
    }

    @Override
    public String title() {
        return "A query is answered";
    }

    @Override
    public Finding look(Patient patient) {
        String sql = patient.dialect().trivialQuery();
        try (Statement statement = patient.session().createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return Finding.pass(sql + " gave " + row.getInt(1));
            }
        } catch (SQLException e) {
            return Finding.fail(
                    sql + " failed: " + patient.dialect().message(e),
                    "Look at the server's log: it lets people in and then fails.");
        }
    }
}
