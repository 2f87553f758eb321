package io.alacran.account.internal;

import io.alacran.problem.ProblemException;
import java.time.Duration;

/** An attempt to sign in that came before the delay after earlier failures was over. */
class TooManyAttemptsException extends ProblemException {

    private final Duration wait;

    TooManyAttemptsException(Duration wait) {
        super(Kind.TOO_MANY, "There were too many failed attempts from here.", "Try again in " + seconds(wait) + " s.");
        this.wait = wait;
    }

    long seconds() {
        return seconds(wait);
    }

    static long seconds(Duration wait) {
        return wait.plusMillis(999).toSeconds();
    }
}
