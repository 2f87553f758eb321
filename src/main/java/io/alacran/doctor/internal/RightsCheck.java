package io.alacran.doctor.internal;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/** The user may use the database and read something in it. */
class RightsCheck implements Check {

    /** Those with a {@code rights.sql}: how much there is, and how much of it the user may read. */
    private static final Set<String> COUNTED = Set.of("postgres", "mariadb", "mysql");

    @Override
    public String id() {
        return "rights";
    }

    @Override
    public String title() {
        return "The user has rights there";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        String user = patient.endpoint().username();
        Optional<Refusal> refusal = patient.refusal();
        if (refusal.isPresent() && refusal.get().kind() == Refusal.Kind.RIGHTS) {
            return Finding.fail(
                    "The user " + user + " may not use the database: "
                            + refusal.get().said(),
                    "Grant it, as an administrator: " + grant(patient, true));
        }
        if (!COUNTED.contains(patient.dialect().client())) {
            return Finding.skip("not looked at for " + patient.dialect().title());
        }
        try (Statement statement = patient.session().createStatement();
                ResultSet row = statement.executeQuery(patient.dialect().sql("rights"))) {
            row.next();
            long all = row.getLong(1);
            long readable = row.getLong(2);
            if (all > 0 && readable == 0) {
                return Finding.fail(
                        "The user " + user + " may sign in, but read nothing there"
                                + (postgres(patient) ? ": none of the tables, of which there are " + all + "." : "."),
                        "Grant it, as an administrator: " + grant(patient, false));
            }
            return Finding.pass(
                    all == 0
                            ? "there are no tables yet"
                            : postgres(patient) ? readable + " of " + all + " tables may be read" : "granted");
        } catch (SQLException e) {
            return Finding.skip("the server does not tell: " + patient.dialect().message(e));
        }
    }

    private static String grant(Patient patient, boolean database) {
        String user = patient.endpoint().username();
        String name = patient.endpoint().databaseName();
        if (postgres(patient)) {
            String quoted = patient.dialect().quote(user);
            return database
                    ? "grant connect on database " + patient.dialect().quote(name) + " to " + quoted
                    : "grant usage on schema public to " + quoted + "; grant select on all tables in schema public to "
                            + quoted;
        }
        return "grant select on "
                + (name.isEmpty() ? "DATABASE" : patient.dialect().quote(name)) + ".* to '" + user + "'@'%'";
    }

    private static boolean postgres(Patient patient) {
        return patient.dialect().client().equals("postgres");
    }
}
