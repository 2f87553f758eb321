package io.alacran.connection.internal;

import io.alacran.connection.Environments;

/** The console is to start in an environment whose word cannot be one. */
class BadEnvironmentException extends RuntimeException {

    BadEnvironmentException(String word) {
        super("ALACRAN_ENV is '" + word + "', which is not " + Environments.RULE + ".");
    }
}
