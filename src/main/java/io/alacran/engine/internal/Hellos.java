package io.alacran.engine.internal;

import io.alacran.engine.Greeting.Speaker;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first words of wire protocols: what to say, and who answers so. From the protocols' documents: PostgreSQL "SSLRequest"
 * (53.7), MySQL "Protocol::HandshakeV10", TDS "PRELOGIN" (MS-TDS 2.2.6.5), RFC 9112, RFC 4253 (4.2), Redis RESP.
 */
public final class Hellos {

    /** Nothing: for servers that speak first. */
    public static final byte[] LISTEN = {};

    public static final byte[] HTTP = ascii("GET /ping HTTP/1.0\r\nHost: localhost\r\n\r\n");
    public static final byte[] PING = ascii("PING\r\n");
    private static final byte[] SSL_REQUEST = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
    private static final byte[] PRELOGIN =
            HexFormat.of().parseHex("1201001f0000010000000b000601" + "0011000101ff" + "0c0000000000" + "0200000000");

    private static final int MYSQL_CLIENT_SSL = 0x0800;
    private static final Pattern SERVER = Pattern.compile("(?im)^server:\\s*(.+?)\\s*$");
    private static final Pattern CLOUDFLARE = Pattern.compile("(?im)^(cf-ray:|server:\\s*cloudflare)");

    private Hellos() {}

    /** What was read in an answer. */
    public record Reading(Speaker speaker, String said, Optional<Boolean> tls) {

        private static Reading of(Speaker speaker, String said) {
            return new Reading(speaker, said, Optional.empty());
        }
    }

    /** What a client says first. */
    public static byte[] of(String client) {
        return switch (client) {
            case "postgres", "pg" -> SSL_REQUEST;
            case "mssql" -> PRELOGIN;
            case "clickhouse", "mongodb" -> HTTP;
            case "redis" -> PING;
            default -> LISTEN;
        };
    }

    /** Whether a client's protocol goes inside TLS as it is, at a port of its own. */
    public static boolean tlsFirst(String client) {
        return client.equals("clickhouse");
    }

    /**
     * Whether more is needed to tell who gave an answer. Web servers send theirs line by line, and end it by closing;
     * ClickHouse's is told from others by what comes late.
     *
     * @param length how much of it there is
     */
    public static boolean goesOn(byte[] answer, int length) {
        String begin = new String(answer, 0, Math.min(length, 5), StandardCharsets.ISO_8859_1);
        return "HTTP/".startsWith(begin);
    }

    /** Tells from an answer who gave it. */
    public static Reading read(byte[] answer, byte[] hello) {
        String text = new String(answer, StandardCharsets.ISO_8859_1);
        if (text.startsWith("SSH-")) {
            return Reading.of(Speaker.SSH, text.lines().findFirst().orElse(text));
        }
        if (text.startsWith("HTTP/")) {
            return http(text);
        }
        if (text.startsWith("+PONG") || text.startsWith("-NOAUTH") || text.startsWith("-ERR ")) {
            return Reading.of(Speaker.REDIS, text);
        }
        if (text.startsWith("220")) {
            return Reading.of(Speaker.MAIL, text);
        }
        if (answer.length > 5 && answer[3] == 0 && (answer[4] == 10 || answer[4] == (byte) 0xff)) {
            return mysql(answer);
        }
        if (answer.length > 2 && (answer[0] == 0x15 || answer[0] == 0x16) && answer[1] == 3) {
            return Reading.of(Speaker.TLS, "a TLS record");
        }
        if (hello == SSL_REQUEST && (answer[0] == 'S' || answer[0] == 'N') && answer.length == 1) {
            boolean tls = answer[0] == 'S';
            return new Reading(Speaker.POSTGRES, tls ? "offers TLS" : "has no TLS", Optional.of(tls));
        }
        if (hello == SSL_REQUEST && answer[0] == 'E') {
            return Reading.of(Speaker.POSTGRES, text.substring(1));
        }
        if (hello == PRELOGIN && answer[0] == 4 && answer.length > 8) {
            return Reading.of(Speaker.SQL_SERVER, "answers");
        }
        return Reading.of(Speaker.OTHER, text);
    }

    private static Reading http(String text) {
        if (text.toLowerCase(java.util.Locale.ROOT).contains("x-clickhouse-") || text.endsWith("\r\n\r\nOk.\n")) {
            // With TLS it would be another port of the server's
            return new Reading(Speaker.CLICKHOUSE, "answers over HTTP", Optional.of(false));
        }
        if (text.contains("It looks like you are trying to access MongoDB over HTTP")) {
            return Reading.of(Speaker.MONGODB, "answers");
        }
        String status = text.lines().findFirst().orElse("");
        if (CLOUDFLARE.matcher(text).find()) {
            return Reading.of(Speaker.HTTP, status + ", from Cloudflare");
        }
        Matcher server = SERVER.matcher(text);
        return Reading.of(Speaker.HTTP, server.find() ? status + ", from " + server.group(1) : status);
    }

    /** A greeting with version and abilities, or a refusal with its number, as for hosts that are not let in. */
    private static Reading mysql(byte[] packet) {
        ByteBuffer rest = ByteBuffer.wrap(packet).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        if (packet[4] == (byte) 0xff) {
            int code = packet.length > 6 ? rest.getShort(5) & 0xffff : 0;
            int from = Math.min(7, packet.length);
            return Reading.of(
                    Speaker.MYSQL,
                    "error " + code + ": "
                            + new String(packet, from, packet.length - from, StandardCharsets.UTF_8)
                                    .replaceFirst("^#.{5}", ""));
        }
        int end = 5;
        while (end < packet.length && packet[end] != 0) {
            end++;
        }
        String version = new String(packet, 5, end - 5, StandardCharsets.US_ASCII);
        // After the version: 4 bytes of thread id, 8 of salt, 1 of filler.
        int abilities = end + 1 + 4 + 8 + 1;
        Optional<Boolean> tls = abilities + 2 <= packet.length
                ? Optional.of((rest.getShort(abilities) & MYSQL_CLIENT_SSL) != 0)
                : Optional.empty();
        return new Reading(Speaker.MYSQL, version.replaceFirst("^5\\.5\\.5-(?=.*MariaDB)", ""), tls);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
