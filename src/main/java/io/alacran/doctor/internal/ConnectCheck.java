package io.alacran.doctor.internal;

import io.alacran.engine.Greeting;

/** A TCP connection is made, from where the console runs. */
class ConnectCheck implements Check {

    @Override
    public String id() {
        return "connect";
    }

    @Override
    public String title() {
        return "The port takes connections";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Greeting greeting = patient.greeting();
        String place = patient.endpoint().host() + ":" + patient.endpoint().port();
        int port = patient.endpoint().port();
        return switch (greeting.contact()) {
            case UNKNOWN_HOST -> Finding.fail(greeting.said() + ".", "Correct the host.");
            case REFUSED ->
                Finding.fail(
                        place + " refuses: nothing listens on that port, or a firewall rejects it.",
                        "See that the server runs and listens there for other machines, on that machine:"
                                + " ss -ltn 'sport = :" + port + "'. Of a container the port must be mapped.");
            case UNREACHABLE ->
                Finding.fail(
                        "There is no way to " + place + ": " + greeting.said(),
                        "See that the address is right and that machine is up, and look at routes and VPN: ip route"
                                + " get " + patient.endpoint().host());
            case TIMED_OUT ->
                Finding.fail(
                        place + " did not answer at all (" + greeting.said() + "): something on the way drops packets.",
                        "Open TCP port " + port + " for this machine in the firewall of "
                                + patient.endpoint().host()
                                + " and in its provider's, or reach it through an SSH tunnel.");
            case CLOSED, SILENT, ANSWERED -> Finding.pass("connected to " + place);
        };
    }
}
