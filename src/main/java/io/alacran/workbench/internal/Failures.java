package io.alacran.workbench.internal;

import io.alacran.engine.Dialect;
import io.alacran.problem.ProblemException;
import io.alacran.workbench.SqlError;
import io.alacran.workbench.SqlStatement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Says what went wrong with a run in words for the person who started it. */
final class Failures {

    private Failures() {}

    static SqlError describe(Exception failure, @Nullable Dialect dialect, @Nullable SqlStatement statement) {
        return switch (failure) {
            case SQLException e
            when dialect != null && statement != null -> {
                OptionalInt offset = dialect.errorOffset(e, statement.text());
                OptionalInt position = offset.isPresent()
                        ? OptionalInt.of(statement.start()
                                + Math.clamp(
                                        offset.getAsInt(), 0, statement.text().length()))
                        : OptionalInt.empty();
                yield new SqlError(dialect.message(e), e.getSQLState(), position);
            }
            case IOException e ->
                new SqlError("The rows could not be kept or handed on: " + e.getMessage(), null, OptionalInt.empty());
            case ProblemException e ->
                new SqlError(e.getMessage() + (e.remedy() == null ? "" : "\n" + e.remedy()), null, OptionalInt.empty());
            default -> new SqlError(String.valueOf(failure.getMessage()), null, OptionalInt.empty());
        };
    }
}
