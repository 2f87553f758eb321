package io.alacran.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The code of a statement, taken apart.
 *
 * @param tokens in their order, without comments and blanks
 * @param runsComments whether it has a comment that MySQL or MariaDB runs
 */
record SqlCode(List<Token> tokens, boolean runsComments) {

    /**
     * A part of the code, comments and blanks left out.
     *
     * @param text a word in upper case, one character, or what stands between quotes, quotes included
     * @param word whether it is a word that is not quoted
     * @param at where it begins
     * @param end where it ends
     */
    record Token(String text, boolean word, int at, int end) {

        boolean is(String other) {
            return text.equals(other);
        }

        /** Whether it may be the name of something. */
        boolean name() {
            return word || text.startsWith("\"") || text.startsWith("`") || text.startsWith("[");
        }
    }

    static SqlCode of(String sql, SqlSyntax syntax) {
        SqlScanner scanner = new SqlScanner(sql, syntax);
        List<Token> tokens = new ArrayList<>();
        boolean runsComments = false;
        int at = 0;
        while (at < sql.length()) {
            int next = scanner.comment(at);
            char c = sql.charAt(at);
            if (next > at) {
                runsComments |= sql.startsWith("/*!", at) || sql.startsWith("/*M!", at);
            } else if (c < 0x80 && Character.isWhitespace(c)) {
                next = at + 1;
            } else {
                Token token = token(sql, scanner, at);
                tokens.add(token);
                next = token.end();
            }
            at = next;
        }
        return new SqlCode(List.copyOf(tokens), runsComments);
    }

    private static Token token(String sql, SqlScanner scanner, int at) {
        int end = scanner.quoted(at);
        if (end > at) {
            return new Token(sql.substring(at, end), false, at, end);
        }
        end = wordEnd(sql, at);
        boolean word = end > at;
        end = word ? end : at + 1;
        return new Token(sql.substring(at, end).toUpperCase(Locale.ROOT), word, at, end);
    }

    /** The end of the word or number that begins here. Servers count all that is not ASCII to words, blanks too. */
    private static int wordEnd(String sql, int at) {
        int end = at;
        while (end < sql.length() && (sql.charAt(end) >= 0x80 || SqlScanner.wordPart(sql.charAt(end)))) {
            if (end == at && sql.charAt(at) == '$') {
                return at;
            }
            end++;
        }
        return end;
    }
}
