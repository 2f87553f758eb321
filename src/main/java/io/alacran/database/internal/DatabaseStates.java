package io.alacran.database.internal;

import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.docker.EngineEvent;
import io.alacran.docker.Labels;
import io.alacran.operation.Operations;
import io.alacran.problem.ProblemException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How each database stands: looked at on every event of its container and every few seconds besides, kept so that pages
 * and the API need not ask the engine.
 */
@Component
class DatabaseStates {

    private static final State UNKNOWN = new State(DatabaseState.UNHEALTHY, "It was not looked at yet.", null, null);

    private final Map<String, State> states = new ConcurrentHashMap<>();

    /** One look at a time at each database, so that an older one never overwrites a newer. */
    private final Map<String, Object> looking = new ConcurrentHashMap<>();

    private final DatabaseStore store;
    private final Specs specs;
    private final Containers containers;
    private final Readiness readiness;
    private final Operations operations;
    private final ApplicationEventPublisher publisher;
    private volatile boolean connected;

    DatabaseStates(
            DatabaseStore store,
            Specs specs,
            Containers containers,
            Readiness readiness,
            Operations operations,
            ApplicationEventPublisher publisher) {
        this.store = store;
        this.specs = specs;
        this.containers = containers;
        this.readiness = readiness;
        this.operations = operations;
        this.publisher = publisher;
        operations.follow(o -> {
            if (o.ended()) {
                inBackground(() -> refresh(o.target()));
            }
        });
    }

    /**
     * How a database stands.
     *
     * @param detail why it is not ready; null when there is nothing to say
     * @param startedAt null when it does not run
     * @param containerId changes when the container is replaced; null when there is none
     */
    record State(
            DatabaseState state,
            @Nullable String detail,
            @Nullable Instant startedAt,
            @Nullable String containerId) {}

    State of(String name) {
        return states.getOrDefault(name, UNKNOWN);
    }

    void forget(String name) {
        states.remove(name);
    }

    /** Looks now, and tells when something is different. */
    void refresh(String name) {
        synchronized (looking.computeIfAbsent(name, n -> new Object())) {
            refreshNow(name);
        }
    }

    private void refreshNow(String name) {
        Optional<Desired> desired = store.find(name);
        if (desired.isEmpty()) {
            forget(name);
            return;
        }
        State now = look(desired.get());
        State before = states.put(name, now);
        if (!now.equals(before)) {
            publisher.publishEvent(new DatabaseEvent.Changed(name));
        }
    }

    private State look(Desired d) {
        String containerName = specs.containerName(d.name());
        boolean busy = operations.running().stream().anyMatch(o -> o.target().equals(d.name()));
        Optional<ContainerInfo> found;
        try {
            found = containers.find(containerName);
            if (found.isPresent() && found.get().running()) {
                return running(d, found.get(), busy);
            }
        } catch (ProblemException e) {
            return new State(DatabaseState.UNHEALTHY, e.getMessage(), null, null);
        }
        if (!d.deployed()) {
            return new State(DatabaseState.DEPLOYING, null, null, null);
        }
        if (found.isEmpty()) {
            return busy
                    ? new State(DatabaseState.DEPLOYING, "Its container is being replaced.", null, null)
                    : new State(
                            DatabaseState.FAILED,
                            "Its container is gone; something other than this console removed it. Start it to make it"
                                    + " anew on its volume.",
                            null,
                            null);
        }
        return stopped(found.get());
    }

    private State running(Desired d, ContainerInfo c, boolean busy) {
        Readiness.Answer answer = readiness.ask(d, c.name(), specs.login(d));
        if (answer.ready() && d.deployed()) {
            String drift = specs.hash(d).equals(c.labels().get(Labels.SPEC))
                    ? null
                    : "Its container is not as asked for; change its ports to have it made anew.";
            return new State(DatabaseState.READY, drift, c.startedAt(), c.id());
        }
        if (!d.deployed() || busy) {
            return new State(DatabaseState.DEPLOYING, null, c.startedAt(), c.id());
        }
        return new State(DatabaseState.UNHEALTHY, "It does not answer: " + answer.output(), c.startedAt(), c.id());
    }

    private static State stopped(ContainerInfo c) {
        // 137 and 143: ended by a signal, which is how every stop from outside looks.
        boolean asAsked = c.exitCode() == 0 || c.exitCode() == 137 || c.exitCode() == 143;
        if (c.outOfMemory()) {
            return new State(DatabaseState.FAILED, "It ran out of memory.", null, c.id());
        }
        if (c.error() != null) {
            return new State(DatabaseState.FAILED, "Docker could not start it: " + c.error(), null, c.id());
        }
        return asAsked
                ? new State(DatabaseState.STOPPED, null, null, c.id())
                : new State(
                        DatabaseState.FAILED,
                        "It ended by itself with exit code " + c.exitCode() + "; its log says why.",
                        null,
                        c.id());
    }

    @EventListener
    void on(EngineEvent event) {
        switch (event) {
            case EngineEvent.Connected _ -> {
                connected = true;
                inBackground(this::refreshAll);
            }
            case EngineEvent.Lost lost -> {
                connected = false;
                store.all().forEach(d -> {
                    states.put(d.name(), new State(DatabaseState.UNHEALTHY, lost.reason(), null, null));
                    publisher.publishEvent(new DatabaseEvent.Changed(d.name()));
                });
            }
            case EngineEvent.ContainerChanged changed -> {
                String name = changed.labels().get(Labels.DATABASE);
                if (name != null) {
                    inBackground(() -> refresh(name));
                }
            }
        }
    }

    @Scheduled(fixedDelayString = "${alacran.probe-interval:10s}")
    void refreshAll() {
        if (connected) {
            store.all().forEach(d -> inBackground(() -> refresh(d.name())));
        }
    }

    private static void inBackground(Runnable work) {
        Thread.ofVirtual().name("database-states").start(work);
    }
}
