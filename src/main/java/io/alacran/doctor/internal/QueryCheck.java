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
        try (Statement statement = patient.session().createStatement()) {
            statement.setQueryTimeout(SECONDS);
            try (ResultSet row = statement.executeQuery("select 1")) {
                row.next();
                return Finding.pass("select 1 gave " + row.getInt(1));
            }
        } catch (SQLException e) {
            return Finding.fail(
                    "select 1 failed: " + patient.dialect().message(e),
                    "Look at the server's log: it lets people in and then fails.");
        }
    }
}
