package io.alacran.connection.internal;

import io.alacran.connection.ConnectionPools;
import io.alacran.connection.NamedConnection;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.engine.Dialects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Keeps a connection for every managed database that speaks SQL, and drops sessions to places that moved. */
@Component
class DatabaseFollower {

    private static final Logger log = LoggerFactory.getLogger(DatabaseFollower.class);

    private final Databases databases;
    private final Dialects dialects;
    private final ConnectionStore store;
    private final StoredConnections connections;
    private final ConnectionPools pools;
    private final OwnEnvironment own;

    DatabaseFollower(
            Databases databases,
            Dialects dialects,
            ConnectionStore store,
            StoredConnections connections,
            ConnectionPools pools,
            OwnEnvironment own) {
        this.databases = databases;
        this.dialects = dialects;
        this.store = store;
        this.connections = connections;
        this.pools = pools;
        this.own = own;
    }

    @EventListener
    void on(DatabaseEvent event) {
        switch (event) {
            case DatabaseEvent.Deployed(String name) -> databases.find(name).ifPresent(this::connect);
            case DatabaseEvent.Changed(String name) ->
                store.leadingTo(name).forEach(connection -> pools.close(connection.reference()));
            case DatabaseEvent.Removed(String name) -> store.leadingTo(name).forEach(connections::forget);
        }
    }

    private void connect(ManagedDatabase database) {
        if (dialects.of(database.engine()).isEmpty()
                || !store.leadingTo(database.name()).isEmpty()) {
            return;
        }
        boolean added = connections.add(
                NamedConnection.managed(
                        own.word(), database.name(), database.description(), database.engine(), database.name()),
                Credentials.NONE);
        if (!added) {
            log.warn("{} - a connection of this name leads elsewhere, the new database gets none", database.name());
        }
    }
}
