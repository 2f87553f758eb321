package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a component follow a source of events while it is attached. Events are gathered and pushed to the browser at most
 * four times a second; following ends with the component.
 */
public final class LiveUpdates<T> {

    private static final Logger log = LoggerFactory.getLogger(LiveUpdates.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    /** What a browser that reads slowly may hold back; beyond it the oldest events are dropped. */
    private static final int MOST_KEPT = 10_000;

    private final Function<Consumer<T>, AutoCloseable> source;
    private final Consumer<List<T>> sink;
    private final Deque<T> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private long lastPush = System.nanoTime() - PAUSE.toNanos();
    private @Nullable AutoCloseable following;

    private LiveUpdates(Function<Consumer<T>, AutoCloseable> source, Consumer<List<T>> sink) {
        this.source = source;
        this.sink = sink;
    }

    /**
     * Follows a source while the owner is attached.
     *
     * @param source such as {@code operations::follow}; events may come on any thread
     * @param sink gets the events gathered since the last push, oldest first, with the session locked
     */
    public static <T> void follow(
            Component owner, Function<Consumer<T>, AutoCloseable> source, Consumer<List<T>> sink) {
        LiveUpdates<T> updates = new LiveUpdates<>(source, sink);
        owner.addAttachListener(event -> updates.start(event.getUI()));
        owner.addDetachListener(event -> updates.stop());
        owner.getUI().ifPresent(updates::start);
    }

    private void start(UI ui) {
        stop();
        following = source.apply(event -> offer(ui, event));
    }

    private void stop() {
        AutoCloseable ending = following;
        following = null;
        if (ending != null) {
            try {
                ending.close();
            } catch (Exception e) {
                log.warn("a view could not stop following its source", e);
            }
        }
    }

    private synchronized void offer(UI ui, T event) {
        if (waiting.size() >= MOST_KEPT) {
            waiting.removeFirst();
        }
        waiting.addLast(event);
        if (!scheduled) {
            scheduled = true;
            long sinceLast = System.nanoTime() - lastPush;
            long delay = Math.max(0, PAUSE.toNanos() - sinceLast);
            Executor later = CompletableFuture.delayedExecutor(delay, TimeUnit.NANOSECONDS, Thread::startVirtualThread);
            later.execute(() -> push(ui));
        }
    }

    private void push(UI ui) {
        try {
            ui.access(() -> {
                List<T> gathered = take();
                if (following != null && !gathered.isEmpty()) {
                    sink.accept(gathered);
                }
            });
        } catch (UIDetachedException gone) {
            take();
        }
    }

    private synchronized List<T> take() {
        List<T> gathered = new ArrayList<>(waiting);
        waiting.clear();
        scheduled = false;
        lastPush = System.nanoTime();
        return gathered;
    }
}
