package io.alacran.uikit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Hands events to everybody who follows at the time, on the publisher's thread. A bean that listens for application
 * events keeps one, so that views, which are no beans, can follow them with {@link LiveUpdates}.
 */
public final class Broadcaster<T> {

    private final Set<Consumer<T>> followers = ConcurrentHashMap.newKeySet();

    /** Follows until the returned handle is closed. */
    public AutoCloseable follow(Consumer<T> follower) {
        // A fresh object for each call, so that the same listener may follow twice
        Consumer<T> own = follower::accept;
        followers.add(own);
        return () -> followers.remove(own);
    }

    public void publish(T event) {
        followers.forEach(follower -> follower.accept(event));
    }
}
