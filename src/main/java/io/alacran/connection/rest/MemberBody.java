package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.connection.GroupMember;
import org.jspecify.annotations.Nullable;

/**
 * A member of a group at this moment.
 *
 * @param role {@code primary} or {@code replica}
 * @param weight null for the primary
 * @param why why it is left out, or what keeps its lag from being known; null where there is nothing to say
 * @param lagMs null while it is not known, and for the primary
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record MemberBody(
        String connection,
        String role,
        @Nullable Integer weight,
        boolean fit,
        @Nullable String why,
        @Nullable Long lagMs,
        int active,
        int waiting,
        long reads,
        long writes) {

    static MemberBody of(GroupMember member) {
        return new MemberBody(
                member.connection(),
                member.primary() ? "primary" : "replica",
                member.primary() ? null : member.weight(),
                member.fit(),
                member.why().isEmpty() ? null : member.why(),
                member.lagMs(),
                member.active(),
                member.waiting(),
                member.reads(),
                member.writes());
    }
}
