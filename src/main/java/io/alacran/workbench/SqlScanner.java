package io.alacran.workbench;

/** Finds the ends of strings, identifiers and comments. Whatever is not closed goes to the end of the text. */
public final class SqlScanner {

    private final String sql;
    private final SqlSyntax syntax;

    public SqlScanner(String sql, SqlSyntax syntax) {
        this.sql = sql;
        this.syntax = syntax;
    }

    /** The end of the comment that begins here, or the same offset when none does. */
    public int comment(int at) {
        char c = sql.charAt(at);
        if (dashes(at) || (c == '#' && syntax.hashComments())) {
            int end = sql.indexOf('\n', at);
            return end < 0 ? sql.length() : end + 1;
        }
        // one that MySQL runs has no statement's end in it either
        if (sql.startsWith("/*", at)) {
            int depth = 1;
            int i = at + 2;
            while (i < sql.length() && depth > 0) {
                if (sql.startsWith("*/", i)) {
                    depth--;
                    i += 2;
                } else if (syntax.nestedComments() && sql.startsWith("/*", i)) {
                    depth++;
                    i += 2;
                } else {
                    i++;
                }
            }
            return i;
        }
        return at;
    }

    /** Whether the comment that begins here, such as {@code /*!50100 … }, is code to MySQL and MariaDB. */
    public boolean runs(int at) {
        return syntax.delimiterCommand() && (sql.startsWith("/*!", at) || sql.startsWith("/*M!", at));
    }

    /** To MySQL, two dashes without a blank after them are twice a minus. */
    private boolean dashes(int at) {
        return sql.startsWith("--", at)
                && (!syntax.hashComments() || at + 2 == sql.length() || sql.charAt(at + 2) <= ' ');
    }

    /** The end of the string or quoted identifier that begins here, or the same offset when none does. */
    public int quoted(int at) {
        char c = sql.charAt(at);
        return switch (c) {
            case '\'' -> closing(at, '\'', syntax.backslashEscapes() || escapeString(at));
            case '"' -> closing(at, '"', syntax.backslashEscapes());
            case '`' -> syntax.backticks() ? closing(at, '`', false) : at;
            case '[' -> syntax.brackets() ? closing(at, ']', false) : at;
            case '$' -> syntax.dollarQuotes() ? dollar(at) : at;
            default -> at;
        };
    }

    /** The end of the word that begins here, or the same offset when none does. */
    public int word(int at) {
        int end = at;
        if (Character.isLetter(sql.charAt(at)) || sql.charAt(at) == '_') {
            while (end < sql.length() && wordPart(sql.charAt(end))) {
                end++;
            }
        }
        return end;
    }

    static boolean wordPart(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '$';
    }

    private boolean escapeString(int quote) {
        return syntax.dollarQuotes()
                && quote > 0
                && (sql.charAt(quote - 1) == 'E' || sql.charAt(quote - 1) == 'e')
                && (quote == 1 || !wordPart(sql.charAt(quote - 2)));
    }

    /** A doubled closing character stays inside: it looks like two strings side by side, which ends at the same place. */
    private int closing(int at, char close, boolean escapes) {
        for (int i = at + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (c == '\\' && escapes) {
                i++;
            } else if (c == close) {
                if (i + 1 < sql.length() && sql.charAt(i + 1) == close) {
                    i++;
                } else {
                    return i + 1;
                }
            }
        }
        return sql.length();
    }

    private int dollar(int at) {
        if (at > 0 && wordPart(sql.charAt(at - 1))) {
            return at;
        }
        int end = at + 1;
        while (end < sql.length() && wordPart(sql.charAt(end)) && sql.charAt(end) != '$') {
            end++;
        }
        boolean digitFirst = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
        if (end >= sql.length() || sql.charAt(end) != '$' || digitFirst) {
            return at;
        }
        String tag = sql.substring(at, end + 1);
        int close = sql.indexOf(tag, end + 1);
        return close < 0 ? sql.length() : close + tag.length();
    }
}
