package io.alacran.doctor.internal;

/**
 * Looks at one thing that a connection needs, and changes nothing. Checks run in the order of {@link Examination}; what one
 * finds out is kept in the {@link Patient} for those after it.
 */
interface Check {

    /** Stable, for scripts, such as {@code firewall}. */
    String id();

    /** For people: what is so when it passes. */
    String title();

    /** What it throws counts as failed too. */
    Finding look(Patient patient) throws Exception;
}
