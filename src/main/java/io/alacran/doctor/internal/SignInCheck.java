package io.alacran.doctor.internal;

import io.alacran.docker.ContainerDetails;
import io.alacran.engine.Endpoint;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
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
        Optional<String> variable = container.flatMap(c -> variable(c, endpoint.password()));
        boolean managed = patient.managed().isPresent();
        if (variable.isPresent()) {
            String name = container.get().name();
            return Finding.fail(
                    said + ". The container's " + variable.get()
                            + " is this very password, but that variable counts only when an empty volume is first"
                            + " set up" + older(patient, container.get()) + ".",
                    (managed
                                    ? "Give the user this password again inside the database"
                                    : "Use the password of that time, or give the user this one inside the database")
                            + ": " + change(patient, name));
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

    /** The variable of the container's environment that holds the password. */
    private static Optional<String> variable(ContainerDetails container, String password) {
        return password.isEmpty()
                ? Optional.empty()
                : container.environment().entrySet().stream()
                        .filter(e ->
                                e.getKey().endsWith("PASSWORD") && e.getValue().equals(password))
                        .map(java.util.Map.Entry::getKey)
                        .findFirst();
    }

    private static String older(Patient patient, ContainerDetails container) {
        for (String volume : container.volumes()) {
            Optional<Instant> made = patient.surroundings().volumes().createdAt(volume);
            if (made.isPresent() && made.get().plus(Duration.ofSeconds(2)).isBefore(container.createdAt())) {
                return ". The volume " + volume + " is older (" + made.get() + ") than the container ("
                        + container.createdAt() + "), so it keeps the password it was set up with";
            }
        }
        return "; it was changed in the database since";
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
