package io.alacran.database;

/**
 * How the console itself gets to a managed database: one decision, here and nowhere else.
 *
 * <p>A console in a container on the shared network uses the internal name; a console on the host uses the loopback port
 * that Docker chose for the container, which may change at every start of it, so do not keep the answer.
 */
public interface Reachability {

    /**
     * Where the database listens, seen from this process.
     *
     * @param databaseName the managed database's name, such as {@code shop}
     * @throws io.alacran.problem.ProblemException when it does not exist, is stopped, or the engine does not answer
     */
    Address address(String databaseName);

    /** A host and a TCP port. */
    record Address(String host, int port) {}
}
