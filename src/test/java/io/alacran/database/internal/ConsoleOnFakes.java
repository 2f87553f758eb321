package io.alacran.database.internal;

import io.alacran.TestStore;
import io.alacran.account.CurrentUser;
import io.alacran.activity.ActivityLog;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.Databases;
import io.alacran.docker.FakeDocker;
import io.alacran.engine.EngineCatalog;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.operation.internal.OperationsOnFakes;
import io.alacran.secret.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** The feature on a fake engine and a real store; {@link #restart()} is what a killed console's next start does. */
public class ConsoleOnFakes {

    public final FakeDocker docker = new FakeDocker();
    final List<DatabaseEvent> events = new ArrayList<>();
    public final List<String> audited = new CopyOnWriteArrayList<>();
    private final JdbcClient jdbc;
    private @Nullable ManagedDatabases telling;
    public Databases databases;
    public Operations operations;
    DatabaseStore store;
    Recovery recovery;

    public ConsoleOnFakes() {
        DataSource source = TestStore.open();
        jdbc = JdbcClient.create(source);
        docker.registry.addAll(List.of("postgres:18", "postgres:15", "mariadb:10.11", "redis:7"));
        restart();
    }

    /** A new process on the same store and engine; what ran in the old one is forgotten. */
    final void restart() {
        docker.callsUntilKilled = -1;
        docker.killed = false;
        CurrentUser user = new CurrentUser() {
            @Override
            public String name() {
                return "ada";
            }

            @Override
            public String source() {
                return "127.0.0.1";
            }
        };
        ActivityLog activity = (action, target, details) -> audited.add(action + " " + target);
        ApplicationEventPublisher publisher = event -> publish((DatabaseEvent) event);
        JsonMapper json = JsonMapper.builder().build();
        operations = OperationsOnFakes.on(jdbc, json, user);
        store = new DatabaseStore(jdbc, json);
        RetainedVolumes retained = new RetainedVolumes(jdbc);
        Secrets secrets = new PlainSecrets();
        Specs specs = new Specs(catalog(), secrets, "srv-alacran--");
        Readiness readiness = new Readiness(docker, specs, Duration.ofSeconds(1));
        DatabaseStates states = new DatabaseStates(store, specs, docker, readiness, operations, publisher);
        HostPorts ports = new HostPorts(docker, store, 8080, 4646);
        PortValidation portValidation = new PortValidation(ports);
        DeployValidation validation = new DeployValidation(
                catalog(),
                store,
                retained,
                docker,
                docker.asVolumes(),
                portValidation,
                new LimitsValidation(docker),
                specs,
                secrets);
        Deployment deployment = new Deployment(
                store, specs, docker, docker.asVolumes(), docker, docker, readiness, states, retained, publisher);
        Recreation recreation = new Recreation(specs, docker, readiness, states);
        Rotation rotation = new Rotation(store, specs, secrets, docker, readiness, recreation, publisher);
        Removal removal = new Removal(store, retained, specs, secrets, docker, docker.asVolumes(), states, publisher);
        Lifecycle lifecycle = new Lifecycle(
                store, specs, docker, readiness, states, recreation, rotation, removal, operations, activity);
        OrphanedVolumes orphans = new OrphanedVolumes(store, retained, docker.asVolumes());
        ManagedDatabases managed = new ManagedDatabases(
                store,
                states,
                validation,
                portValidation,
                ports,
                specs,
                deployment,
                lifecycle,
                rotation,
                orphans,
                operations,
                docker,
                docker,
                activity);
        databases = managed;
        telling = managed;
        recovery = new Recovery(
                operations,
                store,
                deployment,
                recreation,
                removal,
                rotation,
                specs,
                docker,
                docker.asVolumes(),
                publisher);
    }

    private void publish(DatabaseEvent event) {
        events.add(event);
        if (telling != null) {
            telling.on(event);
        }
    }

    /** Waits, bounded, until an operation has ended or its thread was killed. */
    public Operation ended(Operation started) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (System.nanoTime() < end) {
            Operation now = operations.find(started.id()).orElseThrow();
            if (now.ended() || docker.killed) {
                return operations.find(started.id()).orElseThrow();
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        throw new AssertionError("the operation did not end: " + operations.find(started.id()));
    }

    /** Waits, bounded, until no operation runs. */
    void settled() {
        operations.running().forEach(this::ended);
    }

    static EngineCatalog catalog() {
        return Catalogs.REAL;
    }

    /** The real catalog, found the way Spring finds it. */
    private static final class Catalogs {

        static final EngineCatalog REAL = load();

        private static EngineCatalog load() {
            try (AnnotationConfigApplicationContext context =
                    new AnnotationConfigApplicationContext("io.alacran.engine")) {
                return context.getBean(EngineCatalog.class);
            }
        }
    }

    /** Keeps the owner beside the text, so that a mix-up shows. */
    private static final class PlainSecrets implements Secrets {

        @Override
        public String encrypt(String owner, String clearText) {
            return owner + "=" + clearText;
        }

        @Override
        public String decrypt(String owner, String encrypted) {
            if (!encrypted.startsWith(owner + "=")) {
                throw new AssertionError("a secret of " + encrypted + " was asked for as one of " + owner);
            }
            return encrypted.substring(owner.length() + 1);
        }
    }
}
