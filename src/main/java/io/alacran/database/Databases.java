package io.alacran.database;

import io.alacran.engine.Login;
import io.alacran.operation.Operation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The managed databases. Names that do not exist give a {@code NOT_FOUND} problem, engine failures an {@code UNAVAILABLE} one. */
public interface Databases {

    /** By name. */
    List<ManagedDatabase> list();

    Optional<ManagedDatabase> find(String name);

    /** Like {@link #find} for one that must exist. */
    ManagedDatabase get(String name);

    /**
     * Starts a deploy.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    Operation deploy(DeployRequest request);

    /** Replaces the port mappings; recreates the container on the same volume. */
    Operation changePorts(String name, List<PortMapping> ports);

    /** For how long the last change of its ports cut apps off; empty when none is on record that did. */
    Optional<Duration> lastInterruption(String name);

    Operation start(String name);

    Operation stop(String name);

    Operation restart(String name);

    /**
     * Removes the container.
     *
     * @param deleteVolume whether the data go too; otherwise the volume is kept and can be given to a new database
     */
    Operation remove(String name, boolean deleteVolume);

    /** Gives the first user a new generated password, in the database and in the store; the old one ends at once. */
    Operation rotatePassword(String name);

    /** The next free host port from the given one on, for a mapping on the given address. */
    int freePort(int from, String bindAddress);

    /** Volumes that no managed database uses, by name. */
    List<OrphanedVolume> orphanedVolumes();

    /** Removes an orphaned volume with its data, for good. */
    void removeVolume(String volume);

    /** What the data of a ready database take on disk, in bytes; empty when it cannot be measured now. */
    java.util.OptionalLong dataBytes(String name);

    /**
     * Streams the container's log, oldest line first.
     *
     * @param tail how many of the newest lines to begin with
     * @param follow whether to go on until the handle is closed
     * @param end called once after the last line
     */
    AutoCloseable logs(String name, int tail, boolean follow, java.util.function.Consumer<String> line, Runnable end);

    /** Follows what happens to all databases, on any thread, until the returned handle is closed. */
    AutoCloseable follow(java.util.function.Consumer<DatabaseEvent> listener);

    /** What is wrong with a name for a new database, for a form that validates as one types; empty when it may be used. */
    Optional<String> nameError(String name);

    /** The container that a database of that name has or would have, such as {@code srv-alacran--shop}. */
    String containerName(String name);

    /**
     * Stores the password that the first user has, after signing in with it; for one that was forgotten with its key, or
     * changed in the database itself.
     *
     * @throws io.alacran.problem.ProblemException {@code CONFLICT} when the database does not answer to it, in its words
     */
    void storePassword(String name, String password);

    /** What may be pasted to connect, with the given word in the password's place. */
    List<io.alacran.engine.Snippet> snippets(String name, String host, int port, String password);

    /** How the first user signs in, for the console's own use; nothing is audited. */
    Login login(String name);

    /** The password for a person's eyes; audited. */
    String revealPassword(String name);
}
