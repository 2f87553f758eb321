package io.alacran.doctor.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Greeting;
import io.alacran.engine.Greeting.Contact;
import io.alacran.engine.Greeting.Speaker;
import java.util.Objects;

/** Who answers there is the server that is meant. */
class GreetingCheck implements Check {

    @Override
    public String id() {
        return "greeting";
    }

    @Override
    public String title() {
        return "The right server answers";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Greeting greeting = patient.greeting();
        String place = patient.endpoint().host() + ":" + patient.endpoint().port();
        if (Speaker.usual(patient.dialect().client()).isEmpty()) {
            return Finding.skip("its protocol is not known to the doctor");
        }
        if (greeting.contact() == Contact.CLOSED) {
            return Finding.fail(
                    place + " " + greeting.said() + ".",
                    "So does Docker when nothing listens behind a mapped port: see that the server is up and that the"
                            + " mapping names its port, " + patient.usualPort() + ".");
        }
        if (greeting.contact() != Contact.ANSWERED) {
            return Finding.fail(
                    place + " " + greeting.said() + ".",
                    "The server hangs, or what is between drops packets: look at the server's log and load, and at"
                            + " firewalls between it and " + patient.endpoint().host() + ".");
        }
        Speaker speaker = Objects.requireNonNull(greeting.speaker());
        if (greeting.suits(patient.dialect().client())) {
            return Finding.pass(speaker.title() + ", " + greeting.said());
        }
        return Finding.fail(
                "At " + place + " there is " + speaker.title()
                        + (greeting.said().isEmpty() ? "" : " (" + greeting.said() + ")") + ", not "
                        + patient.dialect().title() + ".",
                remedy(speaker, greeting, patient));
    }

    private static String remedy(Speaker speaker, Greeting greeting, Patient patient) {
        if (patient.dialect().tlsPort().isPresent() && (speaker == Speaker.HTTP || speaker == Speaker.TLS)) {
            return ownPorts(patient.dialect());
        }
        return switch (speaker) {
            case HTTP, TLS ->
                greeting.said().contains("Cloudflare")
                        ? "Cloudflare passes on web traffic only. Use the server's own IP address and the mapped host"
                                + " port, or a name that is \"DNS only\"."
                        : "This is the address of a web site. Use the server's IP address and the mapped host port, not"
                                + " the web domain; a web proxy passes on HTTP only.";
            case SSH ->
                "This is an SSH port. Let the connection go through it (sshTunnel) with the database's own address as host,"
                        + " or make a tunnel (ssh -L LOCAL_PORT:DATABASE:"
                        + patient.usualPort() + " …) and connect to the tunnel's end.";
            case OTHER ->
                "Correct host and port; " + patient.dialect().title() + " usually has port " + patient.usualPort()
                        + ".";
            default ->
                "Correct the port (" + patient.dialect().title() + " usually has " + patient.usualPort()
                        + "), or make a connection for " + speaker.title() + ".";
        };
    }

    /** Where the client's own protocol is HTTP, a web server is told from the database by its words only. */
    private static String ownPorts(Dialect dialect) {
        return "Correct host and port: " + dialect.title() + " usually has port " + dialect.defaultPort() + ", and "
                + dialect.tlsPort().orElseThrow() + " for TLS. If they are right, the server or a proxy before it"
                + " refuses this console: it may want a certificate of the client that it trusts"
                + " (tls.certificatePem, tls.keyPem), or not pass all paths on.";
    }
}
