package io.alacran.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A kind of database that can be deployed: all that the console has to know of it. Image contracts are those of the
 * official images' documentation.
 */
public interface DatabaseEngine {

    /** As used in requests and labels, such as {@code postgres}; the same word names the SQL dialect. */
    String id();

    /** As people write it, such as {@code PostgreSQL}. */
    String title();

    /** Versions to pick from, the newest first; all of them still maintained. */
    List<String> versions();

    /**
     * Whether its makers maintain a version for a year or more; the others are succeeded within months.
     *
     * @param version one of the catalog, or another tag of it
     */
    default boolean longTermSupport(String version) {
        return true;
    }

    /** The version taken unless another is asked for. */
    String defaultVersion();

    /** The TCP port it listens on inside the container. */
    int port();

    /** Whether the workbench can query it; the others are deployed and reached like any, with their own clients. */
    boolean queryable();

    /** The image's usual name, such as {@code postgres:18}. */
    String image(String version);

    /** Where the container keeps its data; a volume is mounted there. */
    String volumePath(String version);

    /** The user that is made at first start unless another is asked for. */
    String defaultUsername();

    /** Whether another user name can be chosen. */
    boolean usernameChoosable();

    /** The database made at first start unless another is asked for; empty for engines without databases. */
    String defaultDatabaseName(String name);

    /** Whether the image makes a database of any name; where it does not, only the default one is there after a deploy. */
    default boolean databaseNameChoosable() {
        return true;
    }

    /** The container's environment at first start. */
    Map<String, String> environment(Login login);

    /** The container's command; empty for the image's own. */
    default List<String> command() {
        return List.of();
    }

    /**
     * How to ask whether it is ready.
     *
     * @param host the container's own host name: through it the login is checked, where loopback may be trusted
     */
    Probe probe(String host, Login login);

    /**
     * How to change the login's password inside the running database.
     *
     * @return empty for engines that take the password from the environment at each start
     */
    default Optional<Probe> passwordChange(String host, Login login, String newPassword) {
        return Optional.empty();
    }

    /** What may be pasted in order to connect, by title. */
    List<Snippet> snippets(Login login, String host, int port);

    /** How to read what applications connect by; empty where the doctor does not examine that. */
    default Optional<ClientAddresses> addresses() {
        return Optional.empty();
    }

    /** What to know before deploying, such as terms that are accepted by it; empty for most. */
    default String notice() {
        return "";
    }
}
