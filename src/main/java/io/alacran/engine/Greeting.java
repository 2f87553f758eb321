package io.alacran.engine;

import io.alacran.engine.internal.Hellos;
import io.alacran.engine.internal.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How a server at an address greets: whether anything answers there, and which protocol it speaks. Needs no driver and no
 * sign-in, and each step of it has a bound, so that it also tells of servers that accept connections and then hang.
 *
 * @param contact how far it came
 * @param speaker who answered; null unless something did
 * @param said its words, such as a version or a refusal; never more than 200 characters
 * @param tls whether the server offers TLS; empty where its protocol does not say. Of a protocol that goes inside TLS as it
 *     is, such as HTTP, whether it takes nothing but TLS there
 */
public record Greeting(Contact contact, @Nullable Speaker speaker, String said, Optional<Boolean> tls) {

    /** How far a contact came. */
    public enum Contact {
        /** The host name is not known. */
        UNKNOWN_HOST,
        /** Nothing listens there. */
        REFUSED,
        /** There is no way to that address. */
        UNREACHABLE,
        /** No answer at all, as when a firewall drops packets. */
        TIMED_OUT,
        /** Accepted and closed at once without a word. */
        CLOSED,
        /** Accepted, and then not a word to anything. */
        SILENT,
        /** Something answered. */
        ANSWERED
    }

    /** What answers, by its protocol. */
    public enum Speaker {
        POSTGRES("PostgreSQL"),
        MYSQL("MySQL or MariaDB"),
        SQL_SERVER("SQL Server"),
        CLICKHOUSE("ClickHouse"),
        REDIS("Redis"),
        MONGODB("MongoDB"),
        HTTP("a web server (HTTP)"),
        SSH("an SSH server"),
        TLS("a server that speaks TLS from the first byte, such as HTTPS"),
        MAIL("a mail or FTP server"),
        OTHER("something with a protocol that is not known here");

        private final String title;

        Speaker(String title) {
            this.title = title;
        }

        /** Its name for people. */
        public String title() {
            return title;
        }

        /** Whether a connection of that client speaks with it. */
        public boolean suits(String client) {
            return this == usual(client).orElse(this);
        }

        /** Who is meant to answer a client; empty for clients whose protocol is not known here. */
        public static Optional<Speaker> usual(String client) {
            return switch (client) {
                case "postgres", "pg" -> Optional.of(POSTGRES);
                case "mysql", "mysql2", "mariadb" -> Optional.of(MYSQL);
                case "mssql" -> Optional.of(SQL_SERVER);
                case "clickhouse" -> Optional.of(CLICKHOUSE);
                case "redis" -> Optional.of(REDIS);
                case "mongodb" -> Optional.of(MONGODB);
                default -> Optional.empty();
            };
        }
    }

    private static final int MOST_SAID = 200;
    private static final Duration SECOND_TRY = Duration.ofMillis(700);
    /** In what Java says of a server that speaks TLS and refuses. */
    private static final String ALERT = "fatal alert";

    /** Whether the server that the client needs has answered. */
    public boolean suits(String client) {
        return contact == Contact.ANSWERED && speaker != null && speaker.suits(client);
    }

    /**
     * Asks who is there: first in the client's own protocol, then, where that is not understood, in others. Whether the
     * client would trust it is not looked at.
     *
     * @param endpoint where to connect to, and whether that is meant to be encrypted
     * @param client a dialect's or an engine's id
     * @param patience for the connection, and again for its first answer; other protocols get less
     */
    public static Greeting ask(Endpoint endpoint, String client, Duration patience) {
        String host = endpoint.dialHost();
        int port = endpoint.dialPort();
        Greeting first = Hellos.tlsFirst(client)
                ? askBothWays(endpoint, client, patience)
                : exchange(host, port, Hellos.of(client), patience);
        boolean understood = first.speaker != null && first.speaker != Speaker.OTHER;
        boolean connected = first.contact.compareTo(Contact.CLOSED) >= 0;
        if (understood || !connected || Speaker.usual(client).isEmpty() && first.contact == Contact.ANSWERED) {
            return first;
        }
        Duration shorter = patience.compareTo(SECOND_TRY) < 0 ? patience : SECOND_TRY;
        Greeting best = first;
        for (byte[] hello : List.of(Hellos.LISTEN, Hellos.HTTP, Hellos.PING, Hellos.of("postgres"))) {
            Greeting next = exchange(host, port, hello, shorter);
            if (next.speaker != null && next.speaker != Speaker.OTHER) {
                return next;
            }
            best = next.contact.compareTo(best.contact) > 0 ? next : best;
        }
        return best;
    }

    /** With and without TLS, as the endpoint has it first: either may be what the port does not take. */
    private static Greeting askBothWays(Endpoint endpoint, String client, Duration patience) {
        Greeting first = exchange(endpoint, endpoint.tls() != TlsMode.DISABLE, client, patience);
        if (first.suits(client) || first.contact.compareTo(Contact.CLOSED) < 0) {
            return first;
        }
        boolean hangs = first.contact == Contact.SILENT && patience.compareTo(SECOND_TRY) > 0;
        Greeting other = exchange(endpoint, endpoint.tls() == TlsMode.DISABLE, client, hangs ? SECOND_TRY : patience);
        // What is said inside TLS tells more than that nothing is said without
        boolean more = first.contact != Contact.ANSWERED || other.tls.orElse(false);
        return other.suits(client) || other.contact == Contact.ANSWERED && more ? other : first;
    }

    private static Greeting exchange(Endpoint endpoint, boolean tls, String client, Duration patience) {
        String host = endpoint.dialHost();
        byte[] hello = Hellos.of(client);
        return exchange(
                host,
                endpoint.dialPort(),
                patience,
                (socket, millis) ->
                        tls ? answerInside(endpoint, socket, hello, millis) : answer(socket, hello, millis));
    }

    /** Like {@link #ask}, in the client's own protocol only. */
    public static Greeting hear(String host, int port, String client, Duration patience) {
        return exchange(host, port, Hellos.of(client), patience);
    }

    /** What is said to a server over a connection, and what comes of it. */
    @FunctionalInterface
    private interface Talk {
        Greeting with(Socket socket, int millis);
    }

    private static Greeting exchange(String host, int port, byte[] hello, Duration patience) {
        return exchange(host, port, patience, (socket, millis) -> answer(socket, hello, millis));
    }

    private static Greeting exchange(String host, int port, Duration patience, Talk talk) {
        int millis = Math.toIntExact(patience.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(AddressRules.place(host, port), millis);
            return talk.with(socket, millis);
        } catch (UnknownHostException e) {
            return without(Contact.UNKNOWN_HOST, "the name " + host + " is not known");
        } catch (SocketTimeoutException e) {
            return without(Contact.TIMED_OUT, "no answer within " + millis + " ms");
        } catch (NoRouteToHostException e) {
            return without(Contact.UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (ConnectException e) {
            boolean refused = String.valueOf(e.getMessage()).contains("refused");
            return without(refused ? Contact.REFUSED : Contact.UNREACHABLE, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return without(Contact.UNREACHABLE, String.valueOf(e.getMessage()));
        }
    }

    /** Closed where the server does not speak TLS; whatever comes inside TLS counts as an answer. */
    private static Greeting answerInside(Endpoint endpoint, Socket socket, byte[] hello, int millis) {
        Greeting inside;
        try {
            socket.setSoTimeout(millis);
            inside = answer(TlsContexts.look(socket, endpoint), hello, millis);
        } catch (SocketTimeoutException e) {
            return without(Contact.SILENT, "accepted the connection, then said nothing to TLS for " + millis + " ms");
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            return why.contains(ALERT)
                    ? new Greeting(Contact.ANSWERED, Speaker.TLS, clean(why), Optional.of(true))
                    : without(Contact.CLOSED, "accepted the connection and agreed on no TLS: " + why);
        }
        if (inside.contact == Contact.ANSWERED) {
            return new Greeting(Contact.ANSWERED, inside.speaker, inside.said + " inside TLS", Optional.of(true));
        }
        String then = inside.contact == Contact.SILENT
                ? "said nothing for " + millis + " ms"
                : inside.said.contains(ALERT) ? inside.said : "closed the connection";
        return new Greeting(Contact.ANSWERED, Speaker.TLS, "agreed on TLS, then " + then, Optional.of(true));
    }

    private static Greeting answer(Socket socket, byte[] hello, int millis) {
        byte[] got = new byte[4_096];
        int length = 0;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        try {
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(hello);
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            length = Math.max(0, in.read(got));
            // Of most protocols the rest of a first answer comes along with it, or is not needed
            while (length > 0 && length < got.length && (in.available() > 0 || Hellos.goesOn(got, length))) {
                socket.setSoTimeout(millisUntil(end));
                int more = in.read(got, length, got.length - length);
                if (more < 0) {
                    break;
                }
                length += more;
            }
        } catch (SocketTimeoutException e) {
            if (length == 0) {
                return without(Contact.SILENT, "accepted the connection, then said nothing for " + millis + " ms");
            }
        } catch (IOException e) {
            // A reset after the first words does not unsay them.
            if (length == 0 && String.valueOf(e.getMessage()).contains(ALERT)) {
                return without(Contact.CLOSED, "refused: " + e.getMessage());
            }
        }
        if (length == 0) {
            return without(Contact.CLOSED, "accepted the connection and closed it at once");
        }
        byte[] words = Arrays.copyOf(got, length);
        Hellos.Reading reading = Hellos.read(words, hello);
        return new Greeting(Contact.ANSWERED, reading.speaker(), clean(reading.said()), reading.tls());
    }

    /** At least one, since no time at all would mean forever. */
    private static int millisUntil(long end) {
        return Math.toIntExact(Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime())));
    }

    private static Greeting without(Contact contact, String found) {
        return new Greeting(contact, null, clean(found), Optional.empty());
    }

    private static String clean(String text) {
        String printable = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return printable.length() > MOST_SAID ? printable.substring(0, MOST_SAID) + "…" : printable;
    }
}
