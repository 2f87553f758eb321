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

/** Which connection or group a link or a tab means, by its reference; the environment that is chosen comes first. */
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

    /** Of all connections to a managed database the one of its name, unless another is used where none is named. */
    Optional<String> leadingTo(String database) {
        return chosen.usual(connections.list().stream()
                        .filter(c -> database.equals(c.managedDatabase()))
                        .sorted(Comparator.comparing(c -> !c.name().equals(database)))
                        .toList())
                .map(NamedConnection::reference);
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
