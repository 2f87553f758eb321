package io.alacran.doctor.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The database that is named exists on the server. */
class DatabaseCheck implements Check {

    @Override
    public String id() {
        return "database";
    }

    @Override
    public String title() {
        return "The database exists";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        String name = patient.endpoint().databaseName();
        Optional<Refusal> refusal = patient.refusal();
        if (refusal.isEmpty() || refusal.get().kind() != Refusal.Kind.DATABASE) {
            return name.isEmpty() ? Finding.pass("none is named; the server's own choice is used") : Finding.pass(name);
        }
        List<String> present = names(patient);
        String there = present.isEmpty() ? "" : " There are: " + String.join(", ", present) + ".";
        Optional<String> meant =
                present.stream().filter(p -> p.equalsIgnoreCase(name)).findFirst();
        return Finding.fail(
                "The server has no database '" + name + "': " + refusal.get().said() + "." + there,
                meant.map(p -> "Write '" + p + "': case counts.")
                        .orElse("Correct the name, or make it: create database "
                                + patient.dialect().quote(name)));
    }

    /** Those the user may see, asked of a database that every such server has. */
    private static List<String> names(Patient patient) {
        Dialect dialect = patient.dialect();
        boolean postgres = dialect.client().equals("postgres");
        if (!postgres
                && !dialect.client().equals("mariadb")
                && !dialect.client().equals("mysql")) {
            return List.of();
        }
        Endpoint anyway = patient.endpoint().withDatabaseName(postgres ? "postgres" : "");
        String sql = postgres
                ? "select datname from pg_database where not datistemplate and datallowconn order by 1"
                : "show databases";
        List<String> names = new ArrayList<>();
        try (Connection session = dialect.open(anyway);
                Statement statement = session.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next() && names.size() < 20) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            return List.of();
        }
        return names;
    }
}
