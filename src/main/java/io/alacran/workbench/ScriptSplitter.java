package io.alacran.workbench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Splits a script into statements the way the client's own shell does: knows strings, dollar quotes, comments, the bodies
 * of triggers and routines, {@code DELIMITER} and {@code GO}. A line {@code -- @on NAME} above a statement says where that
 * one is to run; statements for another engine are still split as the script's own.
 */
public final class ScriptSplitter {

    private static final Set<String> WITH_BODY = Set.of("TRIGGER", "PROCEDURE", "FUNCTION", "EVENT", "PACKAGE");
    private static final Set<String> NOT_COUNTED = Set.of("IF", "LOOP", "WHILE", "REPEAT", "FOR");

    private static final Pattern ON = Pattern.compile("--\\s*@on\\s+(\\S+)\\s*");

    private final String sql;
    private final SqlSyntax syntax;
    private final SqlScanner scanner;
    private final List<SqlStatement> found = new ArrayList<>();
    private String delimiter = ";";

    private int from;
    private int start = -1;
    private int words;
    private boolean creates;
    private boolean body;
    private int depth;
    private String lastWord = "";
    private @Nullable String on;

    private ScriptSplitter(String sql, SqlSyntax syntax) {
        this.sql = sql;
        this.syntax = syntax;
        this.scanner = new SqlScanner(sql, syntax);
    }

    /** @param client a dialect's id, such as {@code postgres} */
    public static List<SqlStatement> split(String script, String client) {
        return new ScriptSplitter(script, SqlSyntax.of(client)).run();
    }

    /** The statement that the cursor is in, or right behind on the same line; empty when there is none. */
    public static Optional<SqlStatement> at(String script, String client, int cursor) {
        Optional<SqlStatement> before = Optional.empty();
        for (SqlStatement statement : split(script, client)) {
            if (cursor <= statement.to()) {
                return before.filter(b -> cursor < statement.start()
                                && script.substring(b.to(), cursor).chars().allMatch(c -> c == ' ' || c == '\t'))
                        .or(() -> Optional.of(statement));
            }
            before = Optional.of(statement);
        }
        return before;
    }

    private List<SqlStatement> run() {
        int at = 0;
        while (at < sql.length()) {
            int next = scanner.comment(at);
            if (next > at || Character.isWhitespace(sql.charAt(at))) {
                if (start < 0 && scanner.runs(at)) {
                    start = at;
                } else if (next > at && start < 0 && lineStart(at)) {
                    Matcher elsewhere = ON.matcher(sql).region(at, next);
                    on = elsewhere.matches() ? elsewhere.group(1) : on;
                }
                at = Math.max(next, at + 1);
                continue;
            }
            if (lineStart(at)) {
                int after = command(at);
                if (after > at) {
                    at = after;
                    continue;
                }
            }
            if (depth == 0 && !syntax.batches() && sql.startsWith(delimiter, at)) {
                end(at, at + delimiter.length());
                at += delimiter.length();
                continue;
            }
            at = token(at);
        }
        end(sql.length(), sql.length());
        return List.copyOf(found);
    }

    private int token(int at) {
        if (start < 0) {
            start = at;
        }
        int next = scanner.quoted(at);
        if (next > at) {
            return next;
        }
        next = scanner.word(at);
        if (next > at) {
            word(sql.substring(at, next).toUpperCase(Locale.ROOT));
            return next;
        }
        return at + 1;
    }

    /** Follows the nesting of routine bodies; everywhere else {@code BEGIN} only begins a transaction. */
    private void word(String word) {
        if (words == 0) {
            creates = word.equals("CREATE");
        }
        body |= creates && words < 12 && depth == 0 && WITH_BODY.contains(word);
        body |= words == 1 && lastWord.equals("BEGIN") && word.equals("NOT");
        if (body && (word.equals("BEGIN") || (word.equals("CASE") && depth > 0 && !lastWord.equals("END")))) {
            depth++;
        } else if (words == 1 && body && lastWord.equals("BEGIN")) {
            depth = 1;
        } else if (body && depth > 0 && word.equals("END")) {
            depth--;
        } else if (lastWord.equals("END") && NOT_COUNTED.contains(word) && body) {
            depth++;
        }
        lastWord = word;
        words++;
    }

    private boolean lineStart(int at) {
        for (int i = at - 1; i >= 0 && sql.charAt(i) != '\n'; i--) {
            if (sql.charAt(i) != ' ' && sql.charAt(i) != '\t' && sql.charAt(i) != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The end of the line when it is a command of the client's shell, or the same offset when it is not. */
    private int command(int at) {
        int newline = sql.indexOf('\n', at);
        int lineEnd = newline < 0 ? sql.length() : newline + 1;
        String line = sql.substring(at, lineEnd).strip();
        if (syntax.batches() && line.matches("(?i)go(\\s+\\d+)?\\s*;?")) {
            end(at, lineEnd);
            return lineEnd;
        }
        if (syntax.delimiterCommand() && start < 0 && line.matches("(?i)delimiter\\s+\\S+")) {
            delimiter = line.substring("delimiter".length()).strip();
            from = lineEnd;
            return lineEnd;
        }
        return at;
    }

    private void end(int textEnd, int to) {
        if (start >= 0) {
            found.add(new SqlStatement(sql.substring(start, textEnd).stripTrailing(), start, from, to, on));
            on = null;
        }
        from = to;
        start = -1;
        words = 0;
        creates = false;
        body = false;
        depth = 0;
        lastWord = "";
    }
}
