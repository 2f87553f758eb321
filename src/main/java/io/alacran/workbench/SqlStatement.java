package io.alacran.workbench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a script. All offsets count UTF-16 units from the script's start.
 *
 * @param text without leading comments and without the delimiter
 * @param start where {@code text} begins in the script
 * @param from where what belongs to it begins: the end of the statement before
 * @param to where it ends, delimiter included
 * @param on the connection that it alone is to run on, as a line {@code -- @on NAME} above it says; null for the script's
 */
public record SqlStatement(
        String text, int start, int from, int to, @Nullable String on) {

    /** One for the script's own connection. */
    public SqlStatement(String text, int start, int from, int to) {
        this(text, start, from, to, null);
    }

    /** The same on the connection of a reference. */
    public SqlStatement on(String reference) {
        return new SqlStatement(text, start, from, to, reference);
    }

    /** The same in a text that has this many units more before it. */
    public SqlStatement movedBy(int units) {
        return new SqlStatement(text, start + units, from + units, to + units, on);
    }

    /** Where {@code text} ends in the script. */
    public int end() {
        return start + text.length();
    }

    /** The first keyword in upper case, such as {@code SELECT}; empty for a statement that starts with something else. */
    public String firstWord() {
        int at = 0;
        while (at < text.length() && (text.charAt(at) == '(' || Character.isWhitespace(text.charAt(at)))) {
            at++;
        }
        int end = at;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(at, end).toUpperCase(Locale.ROOT);
    }
}
