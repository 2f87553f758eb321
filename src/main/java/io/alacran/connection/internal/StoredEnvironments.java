package io.alacran.connection.internal;

import io.alacran.connection.Environments;
import io.alacran.connection.NamedConnection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The environments, as the connections in the store have them. */
@Component
class StoredEnvironments implements Environments {

    private final ConnectionStore store;
    private final OwnEnvironment own;

    StoredEnvironments(ConnectionStore store, OwnEnvironment own) {
        this.store = store;
        this.own = own;
    }

    @Override
    public List<Environment> list() {
        List<NamedConnection> all = store.list();
        TreeSet<String> others = new TreeSet<>(List.of(own.word()));
        all.forEach(c -> others.add(c.environment()));
        USUAL.forEach(others::remove);
        return Stream.concat(USUAL.stream(), others.stream())
                .map(word -> environment(
                        word,
                        all.stream().filter(c -> c.environment().equals(word)).toList()))
                .toList();
    }

    private static Environment environment(String word, List<NamedConnection> of) {
        return new Environment(
                word,
                of.size(),
                of.stream()
                        .filter(NamedConnection::isDefault)
                        .map(NamedConnection::name)
                        .findFirst()
                        .orElse(null));
    }

    @Override
    public String own() {
        return own.word();
    }
}
