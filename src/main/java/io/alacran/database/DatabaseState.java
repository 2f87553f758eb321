package io.alacran.database;

import java.util.Locale;

/** How a managed database stands. */
public enum DatabaseState {
    DEPLOYING,
    READY,
    UNHEALTHY,
    STOPPED,
    FAILED;

    /** The word used in the interface and over the API, such as {@code ready}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
