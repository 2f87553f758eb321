package io.alacran.slow.internal;

import io.alacran.slow.internal.SqlTokens.Kind;
import io.alacran.slow.internal.SqlTokens.Token;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells statements that only read from all others. */
final class Readings {

    private static final Set<String> BEGIN = Set.of("select", "with", "values", "table");
    private static final Set<String> WRITE = Set.of(
            "insert", "update", "delete", "merge", "replace", "into", "truncate", "drop", "create", "alter", "call");

    private Readings() {}

    /** Why no plan of it is taken, as a sentence; empty for one that only reads. */
    static Optional<String> whyNot(String sql, String client) {
        if (sql.length() > NormalisedSql.LONGEST_READ) {
            return Optional.of("It is longer than " + NormalisedSql.LONGEST_READ + " characters.");
        }
        List<Token> tokens = SqlTokens.of(sql, client);
        String first = tokens.stream()
                .dropWhile(t -> t.is("("))
                .findFirst()
                .map(t -> t.text().toLowerCase(Locale.ROOT))
                .orElse("");
        if (!BEGIN.contains(first)) {
            return Optional.of("Only the plans of statements that read are taken: this one does not begin with SELECT,"
                    + " WITH, VALUES or TABLE.");
        }
        // replace(…) is a function of most databases
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean function = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            if (token.kind() == Kind.WORD
                    && !function
                    && WRITE.contains(token.text().toLowerCase(Locale.ROOT))) {
                return Optional.of("Only the plans of statements that read are taken: this one has "
                        + token.text().toUpperCase(Locale.ROOT) + ".");
            }
        }
        return sql.contains("/*!")
                ? Optional.of("It has a comment that the database would run, so whether it only reads is not known.")
                : Optional.empty();
    }
}
