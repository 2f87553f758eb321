package io.alacran.workbench.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import io.alacran.workbench.Query;
import java.time.Duration;

/**
 * Tells a page how a query goes on: soon after its start, then four times a second, and when it ended. One virtual thread
 * for each running query that is looked at.
 */
class QueryFollower implements AutoCloseable {

    private static final Duration FIRST = Duration.ofMillis(60);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private volatile boolean closed;

    /** @param refresh called with the session locked */
    QueryFollower(UI ui, Query query, Runnable refresh) {
        Thread.ofVirtual().name("follow-" + query.id()).start(() -> follow(ui, query, refresh));
    }

    @Override
    public void close() {
        closed = true;
    }

    private void follow(UI ui, Query query, Runnable refresh) {
        try {
            Duration pause = FIRST;
            boolean ended = false;
            while (!ended && !closed) {
                ended = query.await(pause);
                pause = PAUSE;
                ui.access(() -> {
                    if (!closed) {
                        refresh.run();
                    }
                });
            }
        } catch (UIDetachedException gone) {
            closed = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
