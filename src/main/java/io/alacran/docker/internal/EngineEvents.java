package io.alacran.docker.internal;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import com.github.dockerjava.api.model.EventType;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.docker.EngineEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Listens to the engine for as long as the console runs, and asks again every few seconds while it is gone. */
@Component
class EngineEvents {

    private static final Logger log = LoggerFactory.getLogger(EngineEvents.class);
    private static final long RETRY_MILLIS = 2_000;

    private final DockerClients clients;
    private final Instance instance;
    private final ApplicationEventPublisher publisher;
    private volatile @Nullable Thread listener;

    EngineEvents(DockerClients clients, Instance instance, ApplicationEventPublisher publisher) {
        this.clients = clients;
        this.instance = instance;
        this.publisher = publisher;
    }

    @EventListener(ApplicationReadyEvent.class)
    void begin() {
        listener = Thread.ofVirtual().name("engine-events").start(this::listen);
    }

    @EventListener(ContextClosedEvent.class)
    void end() {
        Thread running = listener;
        if (running != null) {
            running.interrupt();
        }
    }

    private void listen() {
        boolean lost = false;
        while (!Thread.currentThread().isInterrupted()) {
            try (Follower follower = clients.stream(
                    "listen to events",
                    c -> c.eventsCmd()
                            .withEventTypeFilter(EventType.CONTAINER)
                            .withLabelFilter(instance.filter())
                            .exec(new Follower()))) {
                // Only when the stream is open is nothing missed between the first look and the first event.
                follower.awaitStarted();
                log.info("Docker engine at {} - connected", clients.host());
                lost = false;
                publisher.publishEvent(new EngineEvent.Connected());
                follower.awaitCompletion();
                throw new DockerUnavailableException("The engine ended the stream of events.", null, null);
            } catch (InterruptedException e) {
                return;
            } catch (Exception e) {
                if (!lost) {
                    lost = true;
                    log.warn(
                            "{} The console goes on without it and asks again every {} s.",
                            e.getMessage(),
                            RETRY_MILLIS / 1000);
                    publisher.publishEvent(new EngineEvent.Lost(String.valueOf(e.getMessage())));
                }
            }
            try {
                Thread.sleep(RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private final class Follower extends ResultCallback.Adapter<Event> {

        @Override
        public void onNext(Event event) {
            String action = String.valueOf(event.getAction());
            Map<String, String> attributes =
                    event.getActor() == null || event.getActor().getAttributes() == null
                            ? Map.of()
                            : event.getActor().getAttributes();
            // The console's own probes and look-ups; nothing about the container has changed.
            if (action.startsWith("exec_") || action.startsWith("top")) {
                return;
            }
            try {
                publisher.publishEvent(
                        new EngineEvent.ContainerChanged(attributes.getOrDefault("name", ""), action, attributes));
            } catch (RuntimeException e) {
                log.error("a listener of engine events failed", e);
            }
        }
    }
}
