package io.alacran.workbench;

import io.alacran.workbench.SqlCode.Token;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether a statement only reads, as far as its text can prove it. Whatever is not known to read counts as doubtful: a
 * function that is not on the list of {@code read-only-functions.txt}, a lock, a comment that is code to MySQL. A text
 * cannot tell what a view, an operator or a cast calls, which only the server finds out.
 */
public final class ReadProof {

    /** What a statement that reads may begin with. */
    private static final Set<String> STARTS =
            Set.of("SELECT", "WITH", "VALUES", "TABLE", "SHOW", "EXPLAIN", "DESCRIBE", "DESC");

    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES", "TABLE");

    private static final Set<String> WRITES = Set.of(
            "INSERT",
            "UPDATE",
            "DELETE",
            "MERGE",
            "REPLACE",
            "INTO",
            "TRUNCATE",
            "OUTFILE",
            "DUMPFILE",
            "PROCEDURE",
            "CALL",
            "EXEC",
            "EXECUTE",
            "CREATE",
            "ALTER",
            "DROP",
            "DECLARE");

    /** Statements of SQL Server need nothing between them. */
    private static final Set<String> BEGIN_ANOTHER = Set.of(
            "GRANT",
            "REVOKE",
            "DENY",
            "BACKUP",
            "RESTORE",
            "KILL",
            "SHUTDOWN",
            "BULK",
            "DBCC",
            "BEGIN",
            "SET",
            "USE",
            "WRITETEXT",
            "UPDATETEXT",
            "WAITFOR",
            "RECONFIGURE",
            "CHECKPOINT",
            "ENABLE",
            "DISABLE",
            "ADD",
            "OPEN",
            "SEND",
            "RECEIVE",
            "COMMIT",
            "ROLLBACK",
            "SAVE",
            "REVERT",
            "IF",
            "WHILE",
            "GOTO",
            "RAISERROR",
            "SETUSER");

    /** Those of them that are functions where a bracket follows: no statement may stand there. */
    private static final Set<String> ALSO_FUNCTIONS = Set.of("INSERT", "REPLACE", "TRUNCATE");

    private static final Set<String> LOCKS = Set.of("UPDATE", "SHARE", "NO", "KEY");

    /** Reserved words that a bracket may follow without a call. */
    private static final Set<String> BEFORE_BRACKETS = Set.of(
            "SELECT",
            "DISTINCT",
            "ALL",
            "ANY",
            "SOME",
            "EXISTS",
            "IN",
            "NOT",
            "AND",
            "OR",
            "XOR",
            "ON",
            "USING",
            "WHERE",
            "HAVING",
            "FROM",
            "JOIN",
            "LATERAL",
            "UNION",
            "EXCEPT",
            "INTERSECT",
            "VALUES",
            "ROW",
            "AS",
            "BY",
            "CASE",
            "WHEN",
            "THEN",
            "ELSE",
            "BETWEEN",
            "LIKE",
            "ILIKE",
            "IS",
            "OVER",
            "FILTER",
            "WITHIN",
            "LIMIT",
            "INTERVAL",
            "DIV",
            "EXPLAIN");

    private static final Set<String> FUNCTIONS = functions();

    private final SqlSyntax syntax;
    private final boolean mysql;
    private final SqlCode code;
    private final List<Token> tokens;
    private final Set<Integer> tables = new HashSet<>();

    private ReadProof(String sql, SqlSyntax syntax, boolean mysql) {
        this.code = SqlCode.of(sql, syntax);
        this.tokens = code.tokens();
        this.syntax = syntax;
        this.mysql = mysql;
    }

    /**
     * Why the statement is not proved to read only, as a clause such as {@code it calls nextval()}; empty when it is.
     *
     * @param client a dialect's id, such as {@code postgres}
     */
    public static Optional<String> doubt(String statement, String client) {
        if (client.equals("oracle")) {
            // Functions without brackets, q'[…]' and EXPLAIN PLAN, which writes, would pass
            return Optional.of("SQL for Oracle is not told apart");
        }
        SqlSyntax usual = SqlSyntax.of(client);
        boolean mysql = usual.delimiterCommand();
        Optional<String> doubt = new ReadProof(statement, usual, mysql).doubt();
        // The server may be set to take backslashes the other way, and then other parts of the text are code
        return doubt.isPresent() || statement.indexOf('\\') < 0
                ? doubt
                : new ReadProof(statement, usual.otherBackslashes(), mysql).doubt();
    }

    private Optional<String> doubt() {
        if (code.runsComments()) {
            return Optional.of("it has a comment that is code to MySQL");
        }
        int first = 0;
        while (first < tokens.size() && tokens.get(first).is("(")) {
            first++;
        }
        if (first == tokens.size()) {
            return Optional.of("it is empty");
        }
        Token start = tokens.get(first);
        if (!start.word() || !STARTS.contains(start.text())) {
            return Optional.of("it begins with " + start.text());
        }
        if (start.is("EXPLAIN") && tokens.stream().noneMatch(t -> t.word() && QUERIES.contains(t.text()))) {
            return Optional.of("it explains what is no query");
        }
        boolean show = start.is("SHOW");
        for (int i = first; i < tokens.size(); i++) {
            Optional<String> doubt = doubt(i, show);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    private Optional<String> doubt(int i, boolean show) {
        Token token = tokens.get(i);
        boolean bracket = is(i + 1, "(");
        if (token.is(";") && i < tokens.size() - 1) {
            return Optional.of("it is more than one statement");
        }
        if (token.is(":") && is(i + 1, "=")) {
            return Optional.of("it sets a variable");
        }
        if (token.is("$")
                && !(i + 1 < tokens.size()
                        && Character.isDigit(tokens.get(i + 1).text().charAt(0)))) {
            return Optional.of("it has a $ that is no parameter");
        }
        if (token.word() && !show && !is(i - 1, ".")) {
            if (WRITES.contains(token.text()) && !(bracket && ALSO_FUNCTIONS.contains(token.text()))) {
                return Optional.of("it says " + token.text());
            }
            if (syntax.batches() && BEGIN_ANOTHER.contains(token.text())) {
                return Optional.of("it says " + token.text());
            }
            boolean locks = token.is("FOR")
                    && i + 1 < tokens.size()
                    && LOCKS.contains(tokens.get(i + 1).text());
            if (locks || (token.is("LOCK") && is(i + 1, "IN"))) {
                return Optional.of("it locks rows");
            }
            if (token.is("VALUE") && is(i + 1, "FOR")) {
                return Optional.of("it takes the next value of a sequence");
            }
            if (token.is("WITH")) {
                commonTables(i + 1);
            }
        }
        return bracket && token.name() && !tables.contains(i) ? doubtfulCall(i) : Optional.empty();
    }

    private Optional<String> doubtfulCall(int i) {
        Token token = tokens.get(i);
        boolean qualified = is(i - 1, ".");
        // a type's length or an alias with names for its columns
        if (is(i - 1, "AS") || (is(i - 1, ":") && is(i - 2, ":"))) {
            return Optional.empty();
        }
        if (token.word() && !qualified) {
            boolean part = (token.is("SETS") && is(i - 1, "GROUPING"))
                    || (token.is("MATERIALIZED") && is(i - 1, "NOT"))
                    || (token.is("ARRAY") && syntax.dollarQuotes());
            if (part || BEFORE_BRACKETS.contains(token.text())) {
                return Optional.empty();
            }
        }
        String name = token.word()
                ? token.text().toLowerCase(Locale.ROOT)
                : token.text().substring(1, token.text().length() - 1);
        // MySQL looks among the stored functions when a blank follows the name of one of its own
        boolean apart = mysql && tokens.get(i + 1).at() > token.end();
        boolean own = !qualified || (is(i - 2, "PG_CATALOG") && !is(i - 3, "."));
        return own && !apart && FUNCTIONS.contains(name)
                ? Optional.empty()
                : Optional.of("it calls " + name + "(), which is not known to only read");
    }

    /** The names of common table expressions may have brackets after them without being calls. */
    private void commonTables(int from) {
        int i = is(from, "RECURSIVE") ? from + 1 : from;
        while (i + 1 < tokens.size() && tokens.get(i).name()) {
            int next = i + 1;
            if (is(next, "(")) {
                next = closing(next) + 1;
                if (!is(next, "AS")) {
                    return;
                }
                tables.add(i);
            }
            if (!is(next, "AS")) {
                return;
            }
            next++;
            while (is(next, "NOT") || is(next, "MATERIALIZED")) {
                next++;
            }
            int after = is(next, "(") ? closing(next) + 1 : tokens.size();
            if (!is(after, ",")) {
                return;
            }
            i = after + 1;
        }
    }

    private int closing(int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += is(i, "(") ? 1 : is(i, ")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    private boolean is(int i, String text) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(text);
    }

    private static Set<String> functions() {
        try (InputStream file = ReadProof.class.getResourceAsStream("read-only-functions.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> List.of(line.split("\\s+")).stream())
                    .filter(name -> !name.isEmpty())
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
