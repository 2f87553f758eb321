package io.alacran.doctor.internal;

import java.util.Optional;

/** The server takes connections from this machine. */
class HostAllowedCheck implements Check {

    @Override
    public String id() {
        return "host-allowed";
    }

    @Override
    public String title() {
        return "The server lets this machine in";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Optional<Refusal> refusal = patient.refusal();
        if (refusal.isEmpty() || refusal.get().kind() != Refusal.Kind.HOST) {
            return Finding.pass("no rule of the server's keeps this machine out");
        }
        String said = refusal.get().said();
        String user = patient.endpoint().username();
        return switch (patient.dialect().client()) {
            case "postgres", "pg" ->
                Finding.fail(
                        "The server's pg_hba.conf has no entry that lets this machine in: " + said,
                        "Add one, such as: host all " + user + " ADDRESS/32 scram-sha-256; then: select"
                                + " pg_reload_conf()");
            default ->
                refusal.get().cause().getErrorCode() == 1129
                        ? Finding.fail(
                                "The server blocked this machine after too many broken connections: " + said,
                                "Unblock it as an administrator: flush hosts")
                        : Finding.fail(
                                "No user of the server may come from this machine: " + said,
                                "Allow one to, as an administrator: create user '" + user
                                        + "'@'%' identified by '…'; grant all on DATABASE.* to '" + user + "'@'%'");
        };
    }
}
