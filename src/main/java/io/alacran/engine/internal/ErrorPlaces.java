package io.alacran.engine.internal;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the place an error speaks of, for databases that quote a piece of the statement instead of a position. */
final class ErrorPlaces {

    private ErrorPlaces() {}

    /** The offset of the first character of a line, counted from 1. */
    static int line(String sql, int line) {
        int at = 0;
        for (int n = 1; n < line; n++) {
            int next = sql.indexOf('\n', at);
            if (next < 0) {
                return at;
            }
            at = next + 1;
        }
        return at;
    }

    /** The first place, at or after an offset, of a piece that the database quoted. */
    static OptionalInt piece(String sql, String piece, int from) {
        int at = piece.isEmpty() ? -1 : sql.indexOf(piece, from);
        return at < 0 ? OptionalInt.empty() : OptionalInt.of(at);
    }

    /** The first place of a name as a whole word, whatever its case; of {@code a.b} also {@code b} alone. */
    static OptionalInt word(String sql, String name) {
        for (String candidate : new String[] {name, name.substring(name.lastIndexOf('.') + 1)}) {
            Matcher matcher = Pattern.compile(
                            "(?<![\\p{Alnum}_$])" + Pattern.quote(candidate) + "(?![\\p{Alnum}_$])",
                            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                    .matcher(sql);
            if (!candidate.isEmpty() && matcher.find()) {
                return OptionalInt.of(matcher.start());
            }
        }
        return OptionalInt.empty();
    }
}
