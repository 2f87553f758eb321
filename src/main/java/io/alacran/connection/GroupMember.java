package io.alacran.connection;

import org.jspecify.annotations.Nullable;

/**
 * A member of a group at this moment.
 *
 * @param connection its name
 * @param primary whether it is the one that is written to
 * @param weight of a replica; 0 for the primary
 * @param fit whether it would be read from, or for the primary whether it answers
 * @param why why it is left out, or what keeps its lag from being known, as a clause; empty otherwise
 * @param lagMs how far it is behind; null while that is not known, and for the primary
 * @param reads statements that it answered as reads of this group since the console started
 * @param writes all others that it ran for this group, likewise
 */
public record GroupMember(
        String connection,
        boolean primary,
        int weight,
        boolean fit,
        String why,
        @Nullable Long lagMs,
        int active,
        int waiting,
        long reads,
        long writes) {}
