package io.alacran.connection;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The groups of connections. Each is named as a connection is: by its reference, or by the bare name in the environment that
 * it is said in. Names that do not exist give a {@code NOT_FOUND} problem, and bare ones that may mean several groups or
 * connections elsewhere a {@code CONFLICT}.
 */
public interface Groups {

    /** By name. */
    List<ConnectionGroup> list();

    Optional<ConnectionGroup> find(String name);

    /** Like {@link #find(String)} for what was said in an environment. */
    Optional<ConnectionGroup> find(String name, String environment);

    /** Like {@link #find(String)} for one that must exist. */
    ConnectionGroup get(String name);

    /**
     * Reads what a person asked for, as it would be stored beside other connections than there are now; nothing is. That
     * its name is free is not looked at.
     *
     * @param present the group that would be changed; null for a new one
     * @param connections all that there would be
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    ConnectionGroup read(GroupDraft draft, @Nullable ConnectionGroup present, List<NamedConnection> connections);

    /**
     * Makes a new one.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    ConnectionGroup create(GroupDraft draft);

    /** Changes one; another name renames it. Statements that run are not cut off. */
    ConnectionGroup update(String name, GroupDraft draft);

    /** Removes one; its connections stay. */
    void remove(String name);

    /** Its members as they are now, the primary first; from then on they are watched for a minute. Never waits. */
    List<GroupMember> members(String name);

    /** All connections and, each as if it were one, all groups: what can be queried. By name, then by environment. */
    List<NamedConnection> offered();

    /** A group as if it were a connection: its primary under the group's own id, name and description. */
    NamedConnection asConnection(ConnectionGroup group);

    /** The connection of that name, or the primary of the group of that name. */
    Optional<NamedConnection> standIn(String name);

    /** Follows which groups there are, from any thread, until the returned handle is closed. */
    AutoCloseable follow(Runnable changed);
}
