package io.alacran.ssh;

import io.alacran.engine.AddressRules;
import io.alacran.ssh.SshFailure.Stage;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/** Says in people's words why a step to a tunnel failed, whether that may pass, and what to do. */
final class SshReasons {

    /** What a console, this one or CapRover, calls the containers on its shared network. */
    private static final Pattern INNER_NAME = Pattern.compile("srv-[a-z0-9-]+--.+");

    /** What resolvers say of a name that they do not have, in the words of OpenSSH, musl, Go and Windows. */
    private static final Pattern UNRESOLVED = Pattern.compile(
            "name or service not known|name resolution|does not resolve|no such host|host is known|unknown host",
            Pattern.CASE_INSENSITIVE);

    private SshReasons() {}

    static SshFailure connect(JumpHost jump, Duration patience, Exception e) {
        String place = jump.host() + ":" + jump.port();
        if (find(e, UnknownHostException.class) != null) {
            return SshFailure.passing(
                    Stage.CONNECT,
                    "The SSH server's name " + jump.host() + " is not known here.",
                    "Correct sshTunnel.host, or use an IP address. See what this machine makes of it: getent hosts "
                            + jump.host(),
                    e);
        }
        String refused = refusedByRule(jump);
        if (refused != null) {
            return SshFailure.lasting(Stage.CONNECT, refused + ".", "Use the address of an SSH server.", e);
        }
        String said = deepest(e);
        if (timedOut(e)) {
            return SshFailure.passing(
                    Stage.CONNECT,
                    "The SSH server " + place + " did not answer within " + patience.toMillis() + " ms.",
                    "See that it is up and that the firewalls between let TCP port " + jump.port() + " through.",
                    e);
        }
        return SshFailure.passing(
                Stage.CONNECT,
                "The SSH server " + place + " could not be reached: " + said + ".",
                "See that it runs and listens there, on that machine: ss -ltn 'sport = :" + jump.port() + "'.",
                e);
    }

    private static @Nullable String refusedByRule(JumpHost jump) {
        try {
            return AddressRules.refusalOfAddresses(jump.host(), jump.port()).orElse(null);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    static SshFailure noGreeting(JumpHost jump, boolean timedOut, Duration patience) {
        String place = jump.host() + ":" + jump.port();
        return SshFailure.passing(
                Stage.CONNECT,
                timedOut
                        ? place + " takes the connection, then does not speak SSH within " + patience.toMillis()
                                + " ms."
                        : place + " took the connection and ended it before any sign-in.",
                "See that it is an SSH server's port, and look at that server's log: it may be overloaded"
                        + " (MaxStartups), or shut this machine out for a while.",
                new java.io.IOException("no key exchange"));
    }

    static SshFailure key(JumpHost jump) {
        return SshFailure.lasting(
                Stage.SIGN_IN,
                "The private key for " + jump.place() + " cannot be read"
                        + (jump.passphrase() == null ? "." : " with its passphrase."),
                "Correct sshTunnel.privateKey and sshTunnel.passphrase: a key as ssh-keygen writes it.",
                null);
    }

    static SshFailure signIn(JumpHost jump, Duration patience, Exception e) {
        if (timedOut(e)) {
            return SshFailure.passing(
                    Stage.SIGN_IN,
                    "The SSH server " + jump.host() + " did not decide on the sign-in within " + patience.toMillis()
                            + " ms.",
                    "Look at that server's log and load; a slow name service delays sign-ins (UseDNS).",
                    e);
        }
        SshException told = find(e, SshException.class);
        int code = told == null ? 0 : told.getDisconnectCode();
        boolean refused = code == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE
                || code == SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR
                || code == SshConstants.SSH2_DISCONNECT_AUTH_CANCELLED_BY_USER;
        if (refused) {
            String with = jump.privateKey() == null
                    ? "the password"
                    : jump.password() == null ? "the key" : "key and password";
            return SshFailure.lasting(
                    Stage.SIGN_IN,
                    "The SSH server " + jump.host() + " refused " + with + " of " + jump.username() + ": "
                            + jump.masked(deepest(e)) + ".",
                    "Correct user, password or key; try it by hand: ssh -p " + jump.port() + " " + jump.username() + "@"
                            + jump.host() + ". That server's log says more.",
                    e);
        }
        return SshFailure.passing(
                Stage.SIGN_IN,
                "The SSH server " + jump.host() + " ended the connection during the sign-in: " + jump.masked(deepest(e))
                        + ".",
                "Look at that server's log.",
                e);
    }

    static SshFailure forward(JumpHost jump, SshdSocketAddress target, Exception e) {
        String to = target.getHostName() + ":" + target.getPort();
        SshChannelOpenException told = find(e, SshChannelOpenException.class);
        if (told == null) {
            return SshFailure.passing(
                    Stage.FORWARD,
                    "The SSH server " + jump.host() + " did not connect to " + to + ": " + deepest(e) + ".",
                    "See from that server whether the database answers.",
                    e);
        }
        String said = jump.masked(plain(Objects.requireNonNullElse(told.getMessage(), "")));
        if (told.getReasonCode() == SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED) {
            return SshFailure.lasting(
                    Stage.FORWARD,
                    "The SSH server " + jump.host() + " does not let " + jump.username() + " through to " + to + ": "
                            + said + ".",
                    "Allow it there: AllowTcpForwarding and PermitOpen of sshd, permitopen of the key, or the databases"
                            + " of the bastion's account.",
                    e);
        }
        if (INNER_NAME.matcher(target.getHostName()).matches()
                && UNRESOLVED.matcher(said).find()) {
            return innerName(jump, target, said, e);
        }
        return SshFailure.passing(
                Stage.FORWARD,
                "The SSH server " + jump.host() + " could not connect to " + to + ": " + said + ".",
                "Host and port are those that the SSH server sees. Try it there: nc -vz " + target.getHostName() + " "
                        + target.getPort() + ".",
                e);
    }

    /** A host's own sshd stands outside the network of its containers, and does not know their names. */
    private static SshFailure innerName(JumpHost jump, SshdSocketAddress target, String said, Exception e) {
        return SshFailure.passing(
                Stage.FORWARD,
                target.getHostName() + " is an inner name of the shared network, and the SSH server " + jump.host()
                        + " does not find it, as one outside that network does not: " + said + ".",
                "Go through the console's bastion, which is on it, in place of " + jump.host() + ":" + jump.port()
                        + "; or, if that is the SSH server of the database's own host, put host 127.0.0.1 and the host"
                        + " port that the database is mapped to in place of " + target.getHostName() + ":"
                        + target.getPort() + ".",
                e);
    }

    private static boolean timedOut(Throwable e) {
        return find(e, TimeoutException.class) != null
                || String.valueOf(e.getMessage())
                        .toLowerCase(java.util.Locale.ROOT)
                        .contains("timeout");
    }

    private static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }

    private static String deepest(Throwable e) {
        String said = e.getClass().getSimpleName();
        for (Throwable t = e; t != null; t = t.getCause()) {
            said = t.getMessage() == null ? said : t.getMessage();
        }
        return plain(said);
    }

    /** What a server says may be anything. */
    private static String plain(String said) {
        String plain = said.replaceAll("\\p{Cntrl}+", " ").strip().replaceFirst("\\.$", "");
        return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
    }
}
