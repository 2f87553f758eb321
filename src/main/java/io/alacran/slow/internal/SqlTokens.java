package io.alacran.slow.internal;

import io.alacran.workbench.SqlScanner;
import io.alacran.workbench.SqlSyntax;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement as words, names, signs and values; comments are left out, and values are a question mark each. */
final class SqlTokens {

    /** What a token is; a sign is one character. */
    enum Kind {
        WORD,
        NAME,
        SIGN,
        VALUE
    }

    /** @param spaced whether there was a space or a comment before it */
    record Token(Kind kind, String text, boolean spaced) {

        boolean is(String other) {
            return kind != Kind.VALUE && text.equalsIgnoreCase(other);
        }
    }

    static final String VALUE = "?";

    private static final Pattern NUMBER = Pattern.compile(
            "(?:0[xX][0-9a-fA-F_]++|(?:[0-9][0-9_]*+(?:\\.[0-9_]*+)?|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?)[\\w$]*+");
    /** Before a string they say how it is written: {@code E'…'}, {@code N'…'}, {@code X'…'}, {@code _utf8'…'}. */
    private static final Pattern STRING_PREFIX = Pattern.compile("[eEnNbBxX]|_\\w+|[nN]?[qQ]");

    private static final Set<String> DOUBLE_QUOTED_STRINGS = Set.of("mysql", "mariadb");

    /** After these a sign belongs to the number that follows. */
    static final Set<String> KEYWORDS = Set.of(
            ("select from where and or not in values value set limit offset between like ilike then else when case on"
                            + " having by as join using union all any some except intersect distinct exists returning"
                            + " is into over with table end return top fetch first next filter within")
                    .split(" "));

    private final String sql;
    private final boolean doubleQuotedStrings;
    private final boolean quoteStrings;
    private final SqlScanner scanner;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced;

    private SqlTokens(String sql, String client) {
        this.sql = sql;
        this.doubleQuotedStrings = DOUBLE_QUOTED_STRINGS.contains(client);
        this.quoteStrings = client.equals("oracle");
        this.scanner = new SqlScanner(sql, SqlSyntax.of(client));
    }

    static List<Token> of(String sql, String client) {
        SqlTokens reading = new SqlTokens(sql, client);
        while (reading.at < sql.length()) {
            reading.next();
        }
        return reading.tokens;
    }

    private void next() {
        char c = sql.charAt(at);
        int end = scanner.comment(at);
        if (Character.isWhitespace(c) || end > at) {
            at = Math.max(at + 1, end);
            spaced = true;
            return;
        }
        end = scanner.quoted(at);
        if (end > at) {
            quoted(c, end);
            return;
        }
        end = number(c);
        if (end > at) {
            dropSign();
            add(Kind.VALUE, VALUE, end);
            return;
        }
        end = scanner.word(at);
        if (end > at) {
            boolean secret = afterIdentifiedBy() && !sql.substring(at, end).equalsIgnoreCase("password");
            add(secret ? Kind.VALUE : Kind.WORD, secret ? VALUE : sql.substring(at, end), end);
            return;
        }
        add(c == '?' ? Kind.VALUE : Kind.SIGN, String.valueOf(c), at + 1);
    }

    /** Where Oracle takes a password without quotes, or in those of a name. */
    private boolean afterIdentifiedBy() {
        return tokens.size() > 1
                && tokens.getLast().is("by")
                && tokens.get(tokens.size() - 2).is("identified");
    }

    private void quoted(char c, int scanned) {
        boolean string = c == '\'' || c == '$' || (c == '"' && doubleQuotedStrings);
        if (!string) {
            boolean secret = afterIdentifiedBy();
            add(secret ? Kind.VALUE : Kind.NAME, secret ? VALUE : sql.substring(at, scanned), scanned);
            return;
        }
        int end = scanned;
        boolean before = spaced;
        if (!spaced && !tokens.isEmpty() && tokens.getLast().kind() == Kind.WORD) {
            Token prefix = tokens.getLast();
            if (STRING_PREFIX.matcher(prefix.text()).matches()) {
                if (quoteStrings && prefix.text().toLowerCase(Locale.ROOT).endsWith("q")) {
                    end = oracleQuoted();
                }
                tokens.removeLast();
                before = prefix.spaced();
            }
        }
        boolean goesOn = !tokens.isEmpty() && tokens.getLast().kind() == Kind.VALUE && stringEnds == lastEnd;
        if (!goesOn) {
            spaced = before;
            add(Kind.VALUE, VALUE, end);
        } else {
            // Strings side by side are one
            at = end;
            spaced = false;
            lastEnd++;
        }
        stringEnds = lastEnd;
    }

    /** Counts tokens, to know whether the last one was a string. */
    private int lastEnd;

    private int stringEnds = -1;

    /** The end of {@code q'[…]'}, which may have quotes inside. */
    private int oracleQuoted() {
        if (at + 1 >= sql.length()) {
            return sql.length();
        }
        char open = sql.charAt(at + 1);
        int pair = "[({<".indexOf(open);
        char close = pair < 0 ? open : "])}>".charAt(pair);
        int end = sql.indexOf(close + "'", at + 2);
        return end < 0 ? sql.length() : end + 2;
    }

    /** Also of a parameter that goes by its number, such as {@code $1}. */
    private int number(char c) {
        boolean digit = c >= '0' && c <= '9';
        boolean parameter = c == '$' && at + 1 < sql.length() && Character.isDigit(sql.charAt(at + 1));
        boolean point = c == '.'
                && at + 1 < sql.length()
                && Character.isDigit(sql.charAt(at + 1))
                && (tokens.isEmpty() || spaced || tokens.getLast().kind() == Kind.SIGN);
        if (!digit && !parameter && !point) {
            return at;
        }
        Matcher number = NUMBER.matcher(sql).region(parameter ? at + 1 : at, sql.length());
        return number.lookingAt() ? number.end() : at;
    }

    /** {@code -5} is a value, {@code a -5} is not. */
    private void dropSign() {
        if (tokens.isEmpty() || !(tokens.getLast().is("-") || tokens.getLast().is("+"))) {
            return;
        }
        Token before = tokens.size() < 2 ? null : tokens.get(tokens.size() - 2);
        boolean operand = before != null
                && switch (before.kind()) {
                    case VALUE, NAME -> true;
                    case WORD -> !KEYWORDS.contains(before.text().toLowerCase(Locale.ROOT));
                    case SIGN -> before.is(")") || before.is("]");
                };
        if (!operand) {
            spaced = tokens.removeLast().spaced();
        }
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, spaced));
        lastEnd++;
        at = end;
        spaced = false;
    }
}
