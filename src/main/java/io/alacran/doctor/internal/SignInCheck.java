package io.alacran.doctor.internal;

import io.alacran.docker.ContainerDetails;
import io.alacran.engine.Endpoint;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** User and password are accepted. Knows why a container's password variable may be right and yet refused. */
class SignInCheck implements Check {

    @Override
    public String id() {
        return "sign-in";
    }

    @Override
    public String title() {
        return "The sign-in is accepted";
    }

    @Override
    public Finding look(Patient patient) throws SQLException {
        Optional<Refusal> refusal = patient.refusal();
        if (refusal.isEmpty()) {
            var about = patient.session().getMetaData();
            return Finding.pass(about.getDatabaseProductName() + " " + about.getDatabaseProductVersion());
        }
        return switch (refusal.get().kind()) {
            case DATABASE, RIGHTS -> Finding.pass("user and password are right");
            case SIGN_IN -> refused(patient, refusal.get().said());
            default ->
                Finding.fail(
                        refusal.get().said(),
                        patient.dialect().fileBased()
                                ? "See that the file is a database of this kind, and that no other program locks it."
                                : "Look at the server's log, which says more than it tells its clients.");
        };
    }

    private static Finding refused(Patient patient, String said) {
        Endpoint endpoint = patient.endpoint();
        Optional<ContainerDetails> container = patient.details();
        Optional<String> variable = container.flatMap(c -> variable(c.environment(), endpoint));
        if (variable.isPresent()) {
            String volume = container.get().volumes().stream()
                    .findFirst()
                    .map(v -> "The volume " + v + " was set up")
                    .orElse("It was set up");
            return Finding.fail(
                    said + ". The container's " + variable.get() + " is this very password, but that variable counts"
                            + " only when an empty volume is first set up. " + volume
                            + " with another one, or the password was changed in the database since.",
                    (patient.managed().isPresent()
                                    ? "Give the user this password again inside the database"
                                    : "Use the password of that time, or give the user this one inside the database")
                            + ": " + change(patient, container.get().name()));
        }
        String from = said.contains("@'")
                ? " A user of MariaDB or MySQL is a name and the host it comes from: this one may exist for another"
                        + " host only (select user, host from mysql.user)."
                : "";
        return Finding.fail(
                said,
                "Correct user name and password in the connection." + from
                        + container
                                .map(c -> " Without the password it can be set anew: " + change(patient, c.name()))
                                .orElse(""));
    }

    /** The variable of the official images that holds the password, where it is for this user and this password. */
    private static Optional<String> variable(Map<String, String> environment, Endpoint endpoint) {
        for (String image : List.of("POSTGRES", "MARIADB", "MYSQL")) {
            String administrator = image.equals("POSTGRES") ? "postgres" : "";
            String user = environment.getOrDefault(image + "_USER", administrator);
            String variable = endpoint.username().equals("root") ? image + "_ROOT_PASSWORD" : image + "_PASSWORD";
            boolean same =
                    endpoint.username().equals(user) || endpoint.username().equals("root");
            if (same && endpoint.password().equals(environment.get(variable))) {
                return Optional.of(variable);
            }
        }
        return Optional.empty();
    }

    private static String change(Patient patient, String container) {
        String user = patient.endpoint().username();
        String database = patient.endpoint().databaseName();
        return switch (patient.dialect().client()) {
            case "postgres", "pg" ->
                "docker exec -it " + container + " psql -U " + user + (database.isEmpty() ? "" : " -d " + database)
                        + " -c '\\password'";
            case "mariadb" ->
                "docker exec -it " + container + " mariadb -u root -p, then: alter user '" + user
                        + "'@'%' identified by '…'";
            case "mysql" ->
                "docker exec -it " + container + " mysql -u root -p, then: alter user '" + user
                        + "'@'%' identified by '…'";
            default -> "as an administrator of the server";
        };
    }
}
