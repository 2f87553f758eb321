package io.alacran.doctor.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;

/** The server's clock and the console's agree, so that times in data mean what they say. */
class ClockCheck implements Check {

    /** Those with a {@code clock.sql}: the server's time in milliseconds since 1970. */
    private static final Set<String> ASKED = Set.of("postgres", "mariadb", "mysql", "mssql", "clickhouse");

    private static final Duration MOST = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "clock";
    }

    @Override
    public String title() {
        return "The clocks agree";
    }

    @Override
    public Finding look(Patient patient) {
        if (!ASKED.contains(patient.dialect().client())) {
            return Finding.skip(
                    patient.dialect().fileBased()
                            ? "the database is a file"
                            : "not looked at for " + patient.dialect().title());
        }
        try (Statement statement = patient.session().createStatement()) {
            long before = patient.surroundings().clock().millis();
            try (ResultSet row = statement.executeQuery(patient.dialect().sql("clock"))) {
                row.next();
                long after = patient.surroundings().clock().millis();
                return compare(row.getLong(1) - (before + after) / 2);
            }
        } catch (SQLException e) {
            return Finding.skip("the server does not tell: " + patient.dialect().message(e));
        }
    }

    private static Finding compare(long ahead) {
        String difference = Math.abs(ahead) < 1_000
                ? "less than a second apart"
                : "the server's is " + Math.abs(ahead) / 1_000 + " s " + (ahead > 0 ? "ahead" : "behind");
        return Math.abs(ahead) > MOST.toMillis()
                ? Finding.fail(
                        "The clocks differ: " + difference + ".",
                        "Set the clock that is wrong by NTP (timedatectl set-ntp true on that machine): times in the"
                                + " data, certificates and tokens depend on it.")
                : Finding.pass(difference);
    }
}
