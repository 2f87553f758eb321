package io.alacran.connection.internal;

import java.util.Set;
import java.util.regex.Pattern;

/** Takes secrets out of what is shown or logged. */
final class Masks {

    /** Possessive, since the matcher would otherwise remember each character of a long string on its stack. */
    private static final String WITH_BACKSLASHES = "'(?:[^'\\\\]++|\\\\.|'')*+'?";

    private static final String OTHERS = "|\\$(\\w*)\\$.*?(?:\\$\\1\\$|$)|(?<![\\w.])(?:0[xX][0-9a-fA-F]+|\\d[\\d.]*)";

    /** Strings of any kind and numbers: what a statement's author may not want others to read. */
    private static final Pattern VALUES =
            Pattern.compile("[eE]" + WITH_BACKSLASHES + "|'(?:[^']++|'')*+'?" + OTHERS, Pattern.DOTALL);

    /** The same where a backslash hides a quote, and double quotes are strings. */
    private static final Pattern MYSQL_VALUES =
            Pattern.compile(WITH_BACKSLASHES + "|" + WITH_BACKSLASHES.replace('\'', '"') + OTHERS, Pattern.DOTALL);

    private static final Set<String> LIKE_MYSQL = Set.of("mysql", "mariadb", "clickhouse");

    private static final int LONGEST_READ = 4_000;

    private Masks() {}

    static String mask(String text, String password) {
        return password.isEmpty() ? text : text.replace(password, "•••");
    }

    /** A statement's beginning on one line, with every value as a question mark. */
    static String statement(String sql, String client, int most) {
        String read = sql.length() > LONGEST_READ ? sql.substring(0, LONGEST_READ) : sql;
        String shown = (LIKE_MYSQL.contains(client) ? MYSQL_VALUES : VALUES)
                .matcher(read)
                .replaceAll("?")
                .replaceAll("\\s+", " ")
                .strip();
        return shown.length() > most ? shown.substring(0, most) + "…" : shown;
    }
}
