package io.alacran.docker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Containers. Whatever changes one refuses a container that this console did not make ({@link Labels}). Every call throws
 * {@link DockerUnavailableException} when the engine does not answer, and a ProblemException when it refuses.
 */
public interface Containers {

    Optional<ContainerInfo> find(String name);

    /** What a container was made with, a foreign one too. */
    Optional<ContainerDetails> details(String name);

    /** All containers on the engine, foreign ones too, running or not. */
    List<ContainerInfo> all();

    /** Creates it on the shared network, without starting it. */
    void create(ContainerSpec spec);

    void start(String name);

    /** Asks it to end and waits; ends it by force after the grace period. */
    void stop(String name, Duration grace);

    /** Removes it, running or not, but no volume that has a name; does nothing when there is none of that name. */
    void remove(String name);

    void rename(String from, String to);

    /** Connects a container to the networks that another is on besides the shared one, under the same aliases. */
    void joinNetworksOf(String other, String name);

    /** Runs a command inside and waits for it. */
    ExecResult exec(String name, List<String> command, Map<String, String> environment, Duration timeout);

    /**
     * Streams log lines, oldest first.
     *
     * @param tail how many of the newest lines to begin with
     * @param follow whether to go on with new lines until the handle is closed
     * @param line called from another thread
     * @param end called once after the last line
     */
    AutoCloseable logs(String name, int tail, boolean follow, Consumer<String> line, Runnable end);

    /**
     * What a command inside a container gave.
     *
     * @param exitCode -1 when it did not end in time
     * @param output both streams, the first 64 KiB
     */
    record ExecResult(int exitCode, String output) {}
}
