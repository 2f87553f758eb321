package io.alacran.connection.internal;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in two sentences that {@code ALACRAN_ENV} cannot be an environment, instead of in a hundred lines. */
class BadEnvironment extends AbstractFailureAnalyzer<BadEnvironmentException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, BadEnvironmentException cause) {
        return new FailureAnalysis(
                String.valueOf(cause.getMessage()),
                "Set it to a word such as staging, or leave it out: the console then is in development.",
                cause);
    }
}
