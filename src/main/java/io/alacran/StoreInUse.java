package io.alacran;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences that another console uses the data directory, instead of in a hundred lines. */
class StoreInUse extends AbstractFailureAnalyzer<SQLException> {

    /** Of H2, {@code DATABASE_ALREADY_OPEN_1}. */
    private static final int ALREADY_OPEN = 90020;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, SQLException cause) {
        return cause.getErrorCode() != ALREADY_OPEN
                ? null
                : new FailureAnalysis(
                        "Another console runs on this data directory: " + cause.getMessage(),
                        "Use that console, stop it first, or give this one a directory of its own with --data or"
                                + " ALACRAN_HOME.",
                        cause);
    }
}
