package io.alacran.doctor.internal;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import java.security.cert.X509Certificate;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;

/** Connection and server agree on encryption, and the certificate is one to trust where that is asked for. */
class TlsCheck implements Check {

    @Override
    public String id() {
        return "tls";
    }

    @Override
    public String title() {
        return "TLS is agreed on";
    }

    @Override
    public Finding look(Patient patient) {
        if (patient.dialect().fileBased()) {
            return Finding.skip("the database is a file");
        }
        Endpoint endpoint = patient.endpoint();
        boolean offered = patient.greeting().tls().orElse(true);
        if (patient.dialect().tlsPort().isPresent() && offered == (endpoint.tls() == TlsMode.DISABLE)) {
            return otherPort(patient, offered);
        }
        if (endpoint.tls() == TlsMode.DISABLE) {
            return insists(patient, offered)
                    ? Finding.fail(
                            "The server takes encrypted connections only, and this connection is not.",
                            "Set the connection's tls.mode to require, or to verify if its certificate is to be"
                                    + " trusted.")
                    : Finding.skip(
                            "the connection does not ask for TLS" + (offered ? "" : ", and the server has none"));
        }
        if (!offered) {
            return Finding.fail(
                    "The connection asks for TLS (tls.mode " + endpoint.tls().word()
                            + "), and the server says that it has none.",
                    "Give the server a certificate and turn TLS on, or set tls.mode to disable, which is fine on this"
                            + " machine and on the shared network, and nowhere else.");
        }
        return handshake(patient, endpoint);
    }

    /** Where TLS has a port of its own, each port takes one kind of connection only. */
    private static Finding otherPort(Patient patient, boolean encrypted) {
        Endpoint endpoint = patient.endpoint();
        Dialect dialect = patient.dialect();
        String place = endpoint.host() + ":" + endpoint.port();
        return encrypted
                ? Finding.fail(
                        place + " takes encrypted connections only, and this connection is not.",
                        "Set the connection's tls.mode to verify, with the authority of the server's certificate as"
                                + " tls.caPem unless Java trusts it, or to require, which encrypts without looking at"
                                + " the certificate. Or use the server's port without TLS, usually "
                                + dialect.defaultPort() + ".")
                : Finding.fail(
                        "The connection asks for TLS (tls.mode "
                                + endpoint.tls().word() + "), and " + place + " is the port of " + dialect.title()
                                + " without it.",
                        "Use the server's port for TLS, usually "
                                + dialect.tlsPort().orElseThrow() + ", which has to be turned on in its configuration,"
                                + " or set tls.mode to disable, which is fine on this machine and on the shared"
                                + " network, and nowhere else.");
    }

    private static Finding handshake(Patient patient, Endpoint endpoint) {
        TlsHandshake handshake = new TlsHandshake(patient.dialled(), patient.dialect());
        if (!handshake.known()) {
            return Finding.skip("how " + patient.dialect().title() + " begins TLS is not known to the doctor");
        }
        try {
            List<X509Certificate> shown = handshake.certificates();
            String certificate = shown.isEmpty() ? "no certificate" : describe(shown.getFirst());
            if (endpoint.tls() == TlsMode.REQUIRE) {
                return Finding.pass("encrypted; not verified: " + certificate);
            }
            try {
                handshake.verify();
                return Finding.pass("encrypted and verified: " + certificate);
            } catch (SSLException e) {
                return untrusted(patient, shown, certificate, e);
            }
        } catch (java.io.IOException e) {
            return Finding.fail(
                    "The server offers TLS, but agreeing on it failed: " + e.getMessage(),
                    "Look at the server's certificate and its TLS versions: this console takes TLS 1.2 and 1.3.");
        }
    }

    private static Finding untrusted(Patient patient, List<X509Certificate> shown, String certificate, SSLException e) {
        Endpoint endpoint = patient.endpoint();
        boolean ownAuthority = patient.dialect().features().contains(Dialect.Feature.AUTHORITY);
        boolean expired =
                !shown.isEmpty() && shown.getFirst().getNotAfter().toInstant().isBefore(Instant.now());
        return Finding.fail(
                "The server's certificate is not accepted: " + certificate + ". " + e.getMessage(),
                expired
                        ? "Renew the server's certificate."
                        : "It has to be signed by an authority that the console trusts and to name the host "
                                + endpoint.host() + ". Give it such a certificate, "
                                + (ownAuthority ? "set tls.caPem to its authority's certificate, " : "")
                                + "or set tls.mode to require, which"
                                + " encrypts without looking at it.");
    }

    private static String describe(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().getName() + ", valid until "
                + certificate.getNotAfter().toInstant();
    }

    /**
     * PostgreSQL refuses plain connections like those from a host it has no rule for, MariaDB like a wrong password. So
     * TLS is tried, where there is any.
     */
    private static boolean insists(Patient patient, boolean offered) {
        Refusal.Kind refused = patient.refusal().map(Refusal::kind).orElse(Refusal.Kind.OTHER);
        if (refused == Refusal.Kind.TLS) {
            return true;
        }
        boolean likely = refused == Refusal.Kind.HOST || refused == Refusal.Kind.SIGN_IN;
        if (!likely || !offered) {
            return false;
        }
        Endpoint encrypted =
                patient.dialled().with(TlsMode.REQUIRE, patient.endpoint().readOnly());
        try (Connection _ = patient.dialect().open(encrypted)) {
            return true;
        } catch (SQLException e) {
            return Refusal.of(e, patient.dialect()).kind() != refused;
        }
    }
}
