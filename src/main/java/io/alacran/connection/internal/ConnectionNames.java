package io.alacran.connection.internal;

import io.alacran.connection.ConnectionReference;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Which connection a text means. {@code shop@staging} is exactly that one. A bare {@code shop} is the one in the
 * environment that it is said in, which is the console's own where nothing else is said. Unless somebody set that one, the
 * only connection of the name will do as well, wherever it is, if no group has the name too: what was written before there
 * were environments goes on to work.
 *
 * @see <a href="../../../../../../../docs/decisions/014-environments.md">Decision 14</a>
 */
@Component
class ConnectionNames {

    private final ConnectionStore store;
    private final GroupStore groups;
    private final OwnEnvironment own;

    ConnectionNames(ConnectionStore store, GroupStore groups, OwnEnvironment own) {
        this.store = store;
        this.groups = groups;
        this.own = own;
    }

    /** Said in no environment; empty also where it may mean several. */
    Optional<NamedConnection> find(String text) {
        return find(text, own.word());
    }

    /** Said in an environment; empty also where it may mean several in others. */
    Optional<NamedConnection> find(String text, String environment) {
        if (text.indexOf('@') >= 0) {
            return store.find(text);
        }
        List<NamedConnection> called = store.called(text);
        Optional<NamedConnection> there =
                called.stream().filter(c -> c.environment().equals(environment)).findFirst();
        return there.isPresent()
                        || own.isSet()
                        || called.size() != 1
                        || !groups.environmentsOf(text).isEmpty()
                ? there
                : Optional.of(called.getFirst());
    }

    NamedConnection get(String text) {
        return get(text, own.word());
    }

    NamedConnection get(String text, String environment) {
        return find(text, environment)
                .orElseThrow(() -> several(text, environment).orElseGet(() -> absent(text, environment)));
    }

    /** Why a bare name that is said in an environment means nothing: it may mean several in others. */
    Optional<ProblemException> several(String name, String environment) {
        List<String> connections =
                store.called(name).stream().map(NamedConnection::environment).toList();
        List<String> having = groups.environmentsOf(name);
        List<String> all =
                Stream.concat(connections.stream(), having.stream()).sorted().toList();
        if (own.isSet() || all.size() < 2 || all.contains(environment)) {
            return Optional.empty();
        }
        String places = having.isEmpty()
                ? "several connections: in " + String.join(" and ", all)
                : "several: "
                        + Stream.concat(
                                        connections.stream().map(e -> "the connection in " + e),
                                        having.stream().map(e -> "the group in " + e))
                                .collect(Collectors.joining(" and "));
        return Optional.of(new ProblemException(
                Kind.CONFLICT,
                "The name '" + name + "' may mean " + places + ".",
                "Say which: " + all.stream().map(e -> name + "@" + e).collect(Collectors.joining(" or ")) + "."));
    }

    private ProblemException absent(String text, String environment) {
        String name = ConnectionReference.nameOf(text);
        String where = ConnectionReference.of(text)
                .map(ConnectionReference::environment)
                .orElse(environment);
        List<NamedConnection> others = store.called(name);
        if (others.isEmpty()) {
            return new ProblemException(
                    Kind.NOT_FOUND,
                    "There is no connection named '" + name + "'.",
                    "List the connections to see the names.");
        }
        String places = others.stream().map(NamedConnection::environment).collect(Collectors.joining(" and "));
        String choices = others.stream().map(NamedConnection::reference).collect(Collectors.joining(" or "));
        return new ProblemException(
                Kind.NOT_FOUND,
                "There is no connection named '" + name + "' in " + where + "; there is one in " + places + ".",
                "Say which is meant: " + choices + ".");
    }
}
