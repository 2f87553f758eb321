package io.alacran.uikit;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.notification.NotificationVariant;
import com.vaadin.flow.shared.Registration;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Short news at the corner of the page. Good news goes by itself, errors stay until they are closed or another page is
 * gone to.
 */
public final class Notifications {

    private static final Logger log = LoggerFactory.getLogger(Notifications.class);
    private static final int GOOD_NEWS_MS = 4000;
    private static final int UNDO_MS = 10_000;

    private Notifications() {}

    /** Says that something was done. */
    public static void success(String message) {
        Notification shown = new Notification(message, GOOD_NEWS_MS, Notification.Position.BOTTOM_END);
        shown.addThemeVariants(NotificationVariant.SUCCESS);
        shown.open();
    }

    /** Says that something was done which can be undone for as long as this is shown. */
    public static void undoable(String message, Runnable undo) {
        Notification shown = new Notification();
        Button back = new Button("Undo", click -> {
            shown.close();
            undo.run();
        });
        back.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        Div row = new Div(new Span(message), back);
        row.addClassNames("notice", "notice-undo");
        shown.add(row);
        shown.setDuration(UNDO_MS);
        shown.setPosition(Notification.Position.BOTTOM_END);
        shown.open();
    }

    /** Says what failed and what to do next; stays until it is closed or another page is gone to. */
    public static Notification error(String message, @Nullable String remedy) {
        Span found = new Span(message);
        Div words = new Div(found);
        words.addClassName("notice-words");
        if (remedy != null) {
            Span next = new Span(remedy);
            next.addClassName("notice-remedy");
            words.add(next);
        }
        Notification shown = new Notification();
        Button close = new Button(VaadinIcon.CLOSE_SMALL.create(), click -> shown.close());
        close.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        close.setAriaLabel("Close");
        Div row = new Div(words, close);
        row.addClassName("notice");
        shown.add(row);
        shown.setDuration(0);
        shown.setAssertive(true);
        shown.setPosition(Notification.Position.BOTTOM_END);
        shown.addThemeVariants(NotificationVariant.ERROR);
        closeWithPage(shown);
        shown.open();
        return shown;
    }

    private static void closeWithPage(Notification shown) {
        UI ui = UI.getCurrent();
        if (ui != null) {
            Registration leaving = ui.addBeforeLeaveListener(leave -> shown.close());
            shown.addOpenedChangeListener(change -> {
                if (!change.isOpened()) {
                    leaving.remove();
                }
            });
        }
    }

    /** Shows a failure: its message and remedy where it is one that a person can act on, else an id to look up in the log. */
    public static Notification error(Throwable failure) {
        return switch (failure) {
            case ProblemException problem -> error(String.valueOf(problem.getMessage()), problem.remedy());
            case InvalidInputException invalid -> error(String.valueOf(invalid.getMessage()), null);
            default -> unexpected(failure);
        };
    }

    private static Notification unexpected(Throwable failure) {
        String id = UUID.randomUUID().toString().substring(0, 8);
        log.error("unexpected failure {} in the interface", id, failure);
        return error(
                "Something went wrong in the console, and what you asked for may not have been done.",
                "Its log has the details under " + id + ".");
    }
}
