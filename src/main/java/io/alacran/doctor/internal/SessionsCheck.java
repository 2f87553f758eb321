package io.alacran.doctor.internal;

import io.alacran.connection.PoolStats;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** The server has a session left and is taking people in. */
class SessionsCheck implements Check {

    /** Those with a {@code sessions.sql}: sessions in use, and the most there may be. */
    private static final Set<String> COUNTED = Set.of("postgres", "mariadb", "mysql");

    @Override
    public String id() {
        return "sessions";
    }

    @Override
    public String title() {
        return "The server has a session left";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Optional<Refusal> refusal = patient.refusal();
        if (refusal.isEmpty()) {
            return counted(patient);
        }
        String said = refusal.get().said();
        return switch (refusal.get().kind()) {
            case SESSIONS -> Finding.fail("The server has no session left: " + said, remedy(patient));
            case STARTING ->
                Finding.fail(
                        "The server is starting or stopping: " + said,
                        "Wait a moment. If it stays so, its log says what it does.");
            default -> Finding.pass("it was not refused for that");
        };
    }

    private static Finding counted(Patient patient) {
        if (!COUNTED.contains(patient.dialect().client())) {
            return Finding.pass("it gave one");
        }
        try (Statement statement = patient.session().createStatement();
                ResultSet row = statement.executeQuery(patient.dialect().sql("sessions"))) {
            row.next();
            return Finding.pass(row.getInt(1) + " of " + row.getInt(2) + " are in use");
        } catch (SQLException e) {
            return Finding.pass("it gave one; it does not tell how many are in use");
        }
    }

    private static String remedy(Patient patient) {
        String name = patient.connection().name();
        String own = patient.surroundings()
                .pools()
                .stats(name)
                .map(PoolStats::total)
                .filter(total -> total > 0)
                .map(total -> " This console's pool for " + name + " holds " + total + " of them; lower its maximum.")
                .orElse("");
        boolean postgres = patient.dialect().client().equals("postgres");
        return "See who has them (" + (postgres ? "select * from pg_stat_activity" : "show processlist")
                + ") and end what is idle, make the pools of the apps smaller, or raise max_connections and restart"
                + " the server." + own;
    }
}
