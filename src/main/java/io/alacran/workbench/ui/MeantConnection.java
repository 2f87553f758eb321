package io.alacran.workbench.ui;

import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which connection or group a link or a tab means, by its reference. */
class MeantConnection {

    private final Connections connections;
    private final Groups groups;
    private final ChosenEnvironment chosen;

    MeantConnection(Connections connections, Groups groups, ChosenEnvironment chosen) {
        this.connections = connections;
        this.groups = groups;
        this.chosen = chosen;
    }

    Optional<String> called(String name) {
        return groups.find(name)
                .map(ConnectionGroup::reference)
                .or(() -> connections.find(name).map(NamedConnection::reference));
    }

    /**
     * Of all connections to a managed database one of the environment that is chosen, if there is any: its default, else
     * the one of the database's name.
     */
    Optional<String> leadingTo(String database) {
        return connections.list().stream()
                .filter(c -> database.equals(c.managedDatabase()))
                .min(Comparator.comparing((NamedConnection c) -> !isHere(c))
                        .thenComparing(c -> !(isHere(c) && c.isDefault()))
                        .thenComparing(c -> !c.name().equals(database)))
                .map(NamedConnection::reference);
    }

    private boolean isHere(NamedConnection c) {
        return c.environment().equals(chosen.word());
    }

    /** What has the same name in the environment that is chosen. */
    Optional<String> namesakeHere(@Nullable String connection) {
        return Optional.ofNullable(connection)
                .flatMap(name -> called(ConnectionReference.nameOf(name) + "@" + chosen.word()));
    }

    @Nullable
    String hereOr(@Nullable String connection) {
        return namesakeHere(connection).orElse(connection);
    }

    /** Where none is named: of the environment that is chosen, if it has one. */
    @Nullable
    String usual() {
        return chosen.usual(connections.list()).map(NamedConnection::reference).orElse(null);
    }
}
