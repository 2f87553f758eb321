package io.alacran.engine.internal;

import io.alacran.engine.Login;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Connection strings, with everything encoded that has a meaning in them. */
final class Urls {

    private static final String PLAIN = "[A-Za-z0-9_./:@%+=-]*";

    private Urls() {}

    /** A URL such as {@code postgresql://user:password@host:5432/shop}. */
    static String of(String scheme, Login login, String host, int port) {
        String database = login.databaseName().isEmpty() ? "" : "/" + encode(login.databaseName());
        return scheme + "://" + encode(login.username()) + ":" + encode(login.password()) + "@" + host + ":" + port
                + database;
    }

    /**
     * The lines of a {@code .env} file that most frameworks read, the URL first. Readers differ about quotes within
     * quotes, so a password that no kind of quotes can hold stands in the URL alone.
     */
    static String dotEnv(String url, Login login, String host, int port) {
        String database = login.databaseName().isEmpty() ? "" : "\nDB_NAME=" + login.databaseName();
        return "DATABASE_URL=" + url + "\nDB_HOST=" + host + "\nDB_PORT=" + port + database + "\nDB_USER="
                + login.username() + dotEnvPassword(login.password());
    }

    private static String dotEnvPassword(String password) {
        if (password.matches(PLAIN)) {
            return "\nDB_PASSWORD=" + password;
        }
        if (!password.contains("'")) {
            return "\nDB_PASSWORD='" + password + "'";
        }
        return password.matches("[^\"\\\\$`]*")
                ? "\nDB_PASSWORD=\"" + password + "\""
                : "\n# The password has quotes that not every reader of such a file takes alike: use DATABASE_URL";
    }

    /** Percent-encoded for any part of a URL (RFC 3986). */
    static String encode(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A string of JavaScript. */
    static String doubleQuoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** A shell word, quoted only where needed. */
    static String singleQuoted(String word) {
        return word.matches(PLAIN) ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
