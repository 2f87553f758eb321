package io.alacran.connection.internal;

import java.util.regex.Pattern;

/** Takes secrets out of what is shown or logged. */
final class Masks {

    /** Strings of any kind and numbers: what a statement's author may not want others to read. */
    private static final Pattern VALUES = Pattern.compile(
            "'(?:[^'\\\\]|\\\\.|'')*'?|\\$(\\w*)\\$.*?(?:\\$\\1\\$|$)|(?<![\\w.])\\d[\\d.]*", Pattern.DOTALL);

    private static final int LONGEST_READ = 4_000;

    private Masks() {}

    static String mask(String text, String password) {
        return password.isEmpty() ? text : text.replace(password, "•••");
    }

    /** A statement's beginning on one line, with every value as a question mark. */
    static String statement(String sql, int most) {
        String read = sql.length() > LONGEST_READ ? sql.substring(0, LONGEST_READ) : sql;
        String shown =
                VALUES.matcher(read).replaceAll("?").replaceAll("\\s+", " ").strip();
        return shown.length() > most ? shown.substring(0, most) + "…" : shown;
    }
}
