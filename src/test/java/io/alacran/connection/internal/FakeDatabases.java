package io.alacran.connection.internal;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.Reachability;
import io.alacran.engine.Login;
import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Managed databases that a test puts where it wants. */
public class FakeDatabases implements Reachability {

    private final Map<String, ManagedDatabase> byName = new ConcurrentHashMap<>();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();

    /** Puts one there, or moves it. */
    public void put(String name, String engine, DatabaseState state, Address address, Login login) {
        byName.put(
                name,
                new ManagedDatabase(
                        name,
                        engine,
                        "15",
                        "for tests",
                        state,
                        null,
                        "srv-alacran--" + name,
                        5432,
                        List.of(),
                        engine,
                        name,
                        login.username(),
                        login.databaseName(),
                        null,
                        Instant.now(),
                        null));
        addresses.put(name, address);
        logins.put(name, login);
    }

    /** As when its container lost its ports, so that nothing leads there. */
    public void unpublish(String name) {
        addresses.remove(name);
    }

    @Override
    public Address address(String name) {
        return Optional.ofNullable(addresses.get(name)).orElseThrow(() -> missing(name));
    }

    /** As the feature that deploys sees them. */
    public Databases databases() {
        Databases databases = mock(Databases.class);
        when(databases.find(anyString()))
                .thenAnswer(call -> Optional.ofNullable(byName.get(call.<String>getArgument(0))));
        when(databases.get(anyString()))
                .thenAnswer(call -> Optional.ofNullable(byName.get(call.<String>getArgument(0)))
                        .orElseThrow(() -> missing(call.getArgument(0))));
        when(databases.login(anyString())).thenAnswer(call -> logins.get(call.<String>getArgument(0)));
        return databases;
    }

    private static ProblemException missing(String name) {
        return new ProblemException(Kind.NOT_FOUND, "There is no database named '" + name + "'.");
    }
}
