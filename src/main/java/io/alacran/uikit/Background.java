package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.springframework.security.concurrent.DelegatingSecurityContextCallable;

/** Asks something that may take a while without holding up the page. */
public final class Background {

    private Background() {}

    /**
     * Asks on a virtual thread, in the name of who is signed in, and hands the answer over with the session locked,
     * unless the page is gone by then.
     *
     * @param owner an attached component
     * @param onFailure gets what the question threw
     */
    public static <T> void ask(
            Component owner, Callable<T> question, Consumer<T> onAnswer, Consumer<Exception> onFailure) {
        UI ui = owner.getUI().orElseThrow(() -> new IllegalStateException("asked for a page that is not shown"));
        Callable<T> inTheirName = new DelegatingSecurityContextCallable<>(question);
        Thread.startVirtualThread(() -> {
            try {
                T answer = inTheirName.call();
                handOver(ui, () -> onAnswer.accept(answer));
            } catch (Exception e) {
                handOver(ui, () -> onFailure.accept(e));
            }
        });
    }

    /** Like {@link #ask(Component, Callable, Consumer, Consumer)}, failures become a notification. */
    public static <T> void ask(Component owner, Callable<T> question, Consumer<T> onAnswer) {
        ask(owner, question, onAnswer, Notifications::error);
    }

    private static void handOver(UI ui, com.vaadin.flow.server.Command change) {
        try {
            ui.access(change);
        } catch (UIDetachedException gone) {
            // Nobody is there to see it
        }
    }
}
