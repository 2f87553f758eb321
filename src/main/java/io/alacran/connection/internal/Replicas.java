package io.alacran.connection.internal;

import io.alacran.connection.ConnectionGroup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is known of the members of groups. Never waits. */
interface Replicas {

    /** The group is used or looked at: its members are to be watched. */
    void used(ConnectionGroup group);

    /** Why a member does not answer, as a clause such as {@code could not be reached}; empty when it may. */
    Optional<String> down(ConnectionGroup group, String member);

    /** Why a replica of the group is left out, likewise. */
    Optional<String> unfit(ConnectionGroup group, String member);

    /** How far a member's server is behind; null while that is not known. */
    @Nullable
    Long lag(ConnectionGroup group, String member);

    /** Why its lag is not known, as a clause; empty when it is, or nobody asked yet. */
    String lagUnknown(ConnectionGroup group, String member);

    /** A session could not be had: the member is down until it is seen to answer. */
    void unreachable(ConnectionGroup group, String member, String why);
}
