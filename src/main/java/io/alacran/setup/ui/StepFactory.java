package io.alacran.setup.ui;

import io.alacran.bastion.Bastion;
import io.alacran.connection.Doctor;
import io.alacran.database.Databases;
import io.alacran.docker.DockerEngine;
import io.alacran.docker.SharedNetwork;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.setup.internal.FirstTunnel;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Gives each step of the wizard what it works with. */
@Component
class StepFactory {

    private static final int RECENT = 50;

    private final DockerEngine engine;
    private final SharedNetwork network;
    private final Databases databases;
    private final EngineCatalog catalog;
    private final Operations operations;
    private final FirstTunnel tunnel;
    private final Bastion bastion;
    private final Doctor doctor;
    private final String prefix;

    StepFactory(
            DockerEngine engine,
            SharedNetwork network,
            Databases databases,
            EngineCatalog catalog,
            Operations operations,
            FirstTunnel tunnel,
            Bastion bastion,
            Doctor doctor,
            @Value("${alacran.prefix}") String prefix) {
        this.engine = engine;
        this.network = network;
        this.databases = databases;
        this.catalog = catalog;
        this.operations = operations;
        this.tunnel = tunnel;
        this.bastion = bastion;
        this.doctor = doctor;
        this.prefix = prefix;
    }

    EngineStep engine(Runnable next, Runnable without) {
        return new EngineStep(engine, next, without);
    }

    NetworkStep network(Runnable next) {
        return new NetworkStep(network, next);
    }

    BastionStep bastion(Runnable next) {
        return new BastionStep(tunnel, bastion, prefix, next);
    }

    DatabaseStep database(Consumer<String> onStarted, Consumer<String> onReady, Runnable skip) {
        return new DatabaseStep(databases, catalog, operations, doctor, prefix, onStarted, onReady, skip);
    }

    /** Whether the workbench can query it. */
    boolean queryable(String database) {
        return databases
                .find(database)
                .flatMap(d -> catalog.find(d.engine()))
                .filter(DatabaseEngine::queryable)
                .isPresent();
    }

    /** The deploy of the first database, if it was started. */
    Optional<Operation> deployOf(String database) {
        return operations.recent(RECENT).stream()
                .filter(o -> o.kind().equals("deploy") && o.target().equals(database))
                .findFirst();
    }
}
