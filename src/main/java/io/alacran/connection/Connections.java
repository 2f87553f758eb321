package io.alacran.connection;

import io.alacran.problem.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The named connections. Each is named by its reference, such as {@code shop@production}. A bare name means the one in the
 * console's own environment; where none was set for the console, the only one of that name anywhere will do, if no group has
 * it. What does not exist gives a {@code NOT_FOUND} problem, and a bare name that may mean several, of which some may be
 * groups, a {@code CONFLICT} with the choices.
 */
public interface Connections {

    /** By name, then by environment. */
    List<NamedConnection> list();

    /** Empty also where a bare name may mean several. */
    Optional<NamedConnection> find(String name);

    /** Like {@link #find(String)} for one that must exist. */
    NamedConnection get(String name);

    /** Like {@link #find(String)} for what was said in an environment, such as that of a script's connection. */
    Optional<NamedConnection> find(String name, String environment);

    /** Like {@link #find(String, String)} for one that must exist. */
    NamedConnection get(String name, String environment);

    /** By what stays when it is renamed or moved. */
    Optional<NamedConnection> withId(String id);

    /**
     * Makes a new one; nothing is connected yet.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    NamedConnection create(ConnectionDraft draft);

    /**
     * What would be refused if somebody saved it now; empty when nothing would. Nothing is stored.
     *
     * @param present the reference of the connection that would be changed; null for a new one
     */
    List<FieldError> refusals(@Nullable String present, ConnectionDraft draft);

    /**
     * Changes one and replaces its pool; running statements are not cut off. Another name renames it, and another
     * environment moves it: what belongs to it follows. It stays a default only where none is in its way.
     */
    default NamedConnection update(String name, ConnectionDraft draft) {
        return update(name, present -> draft);
    }

    /** Likewise, from what is stored: of several at once each finds what the one before it left. */
    NamedConnection update(String name, Function<NamedConnection, ConnectionDraft> change);

    /**
     * Changes some settings of its pool, in the open pool where they allow it; the others stay as they are.
     *
     * @param changes a null takes the default again
     * @throws io.alacran.problem.InvalidInputException naming every bad setting
     */
    NamedConnection configurePool(String name, PoolDraft changes);

    /** Ends all sessions of its pool, those in use once they are given back. */
    void evict(String name);

    /** Which of its secrets are stored, by the API's names, such as {@code password} or {@code sshTunnel.privateKey}. */
    Set<String> storedSecrets(String name);

    /** Lets it be the one that is used in its environment where none is named. */
    void makeDefault(String name);

    /** Removes it and closes its pool; the database is not touched. */
    void remove(String name);

    /**
     * Reads what a person asked for, as it would be stored; nothing is. A password that is left out is the stored one
     * where a connection of that name in that environment leads to the same place.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    Unsaved read(ConnectionDraft draft);

    /**
     * A connection that is not stored.
     *
     * @param password in clear text; {@link #toString()} does not show it
     * @param keyPem the private key of the client's certificate, likewise
     * @param ssh what the SSH server on the way asks for, likewise
     */
    record Unsaved(
            NamedConnection connection,
            @Nullable String password,
            @Nullable String keyPem,
            SshSecrets ssh) {

        @Override
        public String toString() {
            return "Unsaved[" + connection.name() + "]";
        }
    }

    /** The secrets for the SSH server on the way, in clear text; {@link #toString()} does not show them. */
    record SshSecrets(
            @Nullable String password,
            @Nullable String privateKey,
            @Nullable String passphrase) {

        /** For a connection that goes straight. */
        public static final SshSecrets NONE = new SshSecrets(null, null, null);

        @Override
        public String toString() {
            return "SshSecrets";
        }
    }

    /** Follows which connections there are, from any thread, until the returned handle is closed. */
    AutoCloseable follow(Runnable changed);
}
