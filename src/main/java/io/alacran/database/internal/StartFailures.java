package io.alacran.database.internal;

import io.alacran.problem.ProblemException;

/** What Docker's refusals to start a container mean. */
final class StartFailures {

    private StartFailures() {}

    static Exception explain(Exception e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("port is already allocated") || message.contains("address already in use")) {
            return new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "A host port was taken by something else in the meantime: " + message,
                    "Choose another host port.",
                    e);
        }
        if (message.contains("cannot assign requested address")) {
            return new ProblemException(
                    ProblemException.Kind.CONFLICT,
                    "The bind address is not one of this machine's: " + message,
                    "Choose 127.0.0.1, 0.0.0.0 or an address of this machine.",
                    e);
        }
        return e;
    }
}
