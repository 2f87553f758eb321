package io.alacran.connection;

import java.util.List;
import java.util.Optional;

/** The named connections. Names that do not exist give a {@code NOT_FOUND} problem. */
public interface Connections {

    /** By name. */
    List<NamedConnection> list();

    Optional<NamedConnection> find(String name);

    /** Like {@link #find} for one that must exist. */
    NamedConnection get(String name);

    /**
     * Makes a new one; nothing is connected yet.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    NamedConnection create(ConnectionDraft draft);

    /** Changes one and replaces its pool; running statements are not cut off. */
    NamedConnection update(String name, ConnectionDraft draft);

    /**
     * Changes some settings of its pool, in the open pool where they allow it; the others stay as they are.
     *
     * @param changes a null takes the default again
     * @throws io.alacran.problem.InvalidInputException naming every bad setting
     */
    NamedConnection configurePool(String name, PoolDraft changes);

    /** Ends all sessions of its pool, those in use once they are given back. */
    void evict(String name);

    /** Removes it and closes its pool; the database is not touched. */
    void remove(String name);

    /** Looks at everything that must work for it, in order. */
    Diagnosis test(String name);

    /** Follows which connections there are, from any thread, until the returned handle is closed. */
    AutoCloseable follow(Runnable changed);
}
