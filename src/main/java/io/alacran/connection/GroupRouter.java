package io.alacran.connection;

import java.util.Set;

/** Says which member of a group is to answer a read. It never waits for a server: replicas are watched in the background. */
public interface GroupRouter {

    /**
     * Who is to answer the next read.
     *
     * @param tried members that could not be had for it
     * @throws io.alacran.problem.ProblemException {@code UNAVAILABLE} when nobody is left, saying why each is left out
     */
    Route route(ConnectionGroup group, Set<String> tried);

    /** A member could not be had: it is left out until it is seen to answer again. */
    void unreachable(ConnectionGroup group, String member, String why);

    /** A member ran a statement, as a read or as what may be a write. */
    void answered(ConnectionGroup group, String member, boolean read);

    /**
     * Who answers.
     *
     * @param member the connection's name
     * @param reason as a clause for people, such as {@code a read, round robin of 2}
     */
    record Route(String member, String reason) {}
}
