package io.alacran.connection;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.server.Command;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.CopyButton;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.Times;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Examines a connection and shows each check as it ends: the cause with its remedy above, what passed below, what does not
 * concern this connection folded away. Used wherever a connection fails.
 */
public class DiagnosisPanel extends Div {

    private static final String AGAIN = "Look again";

    private final transient Supplier<Function<Consumer<Check>, Diagnosis>> prepared;
    private final Button start = new Button("Find out why", click -> examine());
    private final ProgressBar busy = new ProgressBar();
    private final Paragraph verdict = new Paragraph();
    private final OrderedList checks = new OrderedList();
    private final OrderedList skipped = new OrderedList();
    private final com.vaadin.flow.component.details.Details folded =
            new com.vaadin.flow.component.details.Details("", skipped);

    private String praise = "Nothing is wrong with it now: all checks passed.";
    private boolean outdated;
    private transient @Nullable Consumer<InvalidInputException> refusal;

    private DiagnosisPanel(Supplier<Function<Consumer<Check>, Diagnosis>> prepared) {
        this.prepared = prepared;
        addClassName("diagnosis");
        busy.setIndeterminate(true);
        busy.setVisible(false);
        verdict.addClassName("diagnosis-verdict");
        verdict.getElement().setAttribute("role", "status");
        verdict.setVisible(false);
        checks.addClassNames("diagnosis-checks");
        checks.getElement().setAttribute("aria-label", "Checks");
        skipped.addClassName("diagnosis-checks");
        folded.addClassName("diagnosis-skipped");
        folded.setVisible(false);
        add(start, busy, verdict, checks, folded);
    }

    /** For a connection that exists. */
    public static DiagnosisPanel of(Doctor doctor, String connection) {
        return new DiagnosisPanel(() -> ended -> doctor.examine(connection, ended));
    }

    /** For one that is being written; the draft is read anew at each examination. */
    public static DiagnosisPanel of(Doctor doctor, Supplier<ConnectionDraft> draft) {
        return new DiagnosisPanel(() -> ended -> doctor.examine(draft.get(), ended));
    }

    /**
     * For anything else that can be examined.
     *
     * @param prepared asked at each examination, before it begins
     */
    public static DiagnosisPanel of(Supplier<Function<Consumer<Check>, Diagnosis>> prepared) {
        return new DiagnosisPanel(prepared);
    }

    /** Begins also when Enter is pressed in a field. */
    public DiagnosisPanel onEnterIn(Component field) {
        start.addClickShortcut(Key.ENTER).listenOn(field);
        return this;
    }

    /** Says otherwise that all is well. */
    public DiagnosisPanel praising(String words) {
        praise = words;
        return this;
    }

    /** Names the button otherwise, such as "Test". */
    public DiagnosisPanel called(String action) {
        start.setText(action);
        return this;
    }

    /** Shows what is wrong with what was put in where that was done, in place of a message in the corner. */
    public DiagnosisPanel refusing(Consumer<InvalidInputException> shown) {
        refusal = shown;
        return this;
    }

    /** Says that what is examined has changed since; what was found then stays, to be read. */
    public void outdate() {
        outdated = true;
        if (verdict.isVisible()) {
            say("This was found before the last change.", false);
        }
    }

    /** Begins at once, or as soon as the panel is shown: that of a dialog that was just opened is not yet. */
    public void examine() {
        getUI().ifPresentOrElse(
                        this::examine,
                        () -> addAttachListener(attached -> {
                            attached.unregisterListener();
                            examine(attached.getUI());
                        }));
    }

    private void examine(UI ui) {
        outdated = false;
        start.setEnabled(false);
        busy.setVisible(true);
        verdict.setVisible(false);
        checks.removeAll();
        skipped.removeAll();
        folded.setVisible(false);
        Function<Consumer<Check>, Diagnosis> examination = prepared.get();
        Thread.ofVirtual().name("diagnosis").start(() -> run(ui, examination));
    }

    private void run(UI ui, Function<Consumer<Check>, Diagnosis> examination) {
        try {
            Diagnosis diagnosis = examination.apply(check -> inPage(ui, () -> show(check)));
            inPage(ui, () -> conclude(diagnosis));
        } catch (UIDetachedException gone) {
            // Nobody is there to see it.
        } catch (RuntimeException e) {
            fail(ui, e);
        }
    }

    private void fail(UI ui, RuntimeException failure) {
        try {
            inPage(ui, () -> {
                idle();
                if (failure instanceof InvalidInputException input && refusal != null) {
                    refusal.accept(input);
                } else {
                    start.setText(AGAIN);
                    Notifications.error(failure);
                }
            });
        } catch (UIDetachedException gone) {
            // Nobody is there to see it.
        }
    }

    private static void inPage(UI ui, Command change) {
        ui.access(change);
    }

    private void show(Check check) {
        if (check.result() == Result.SKIPPED) {
            skipped.add(item(check));
            List<Component> all = skipped.getChildren().toList();
            folded.setSummaryText(all.size() + " not looked at");
            folded.setVisible(true);
        } else {
            checks.add(item(check));
        }
    }

    private void conclude(Diagnosis diagnosis) {
        idle();
        start.setText(AGAIN);
        if (diagnosis.healthy()) {
            say(praise, false);
        } else {
            say("The cause was found.", true);
        }
        if (outdated) {
            outdate();
        }
    }

    private void say(String words, boolean ill) {
        verdict.setText(words);
        verdict.setClassName("diagnosis-ill", ill);
        verdict.setVisible(true);
    }

    private void idle() {
        busy.setVisible(false);
        start.setEnabled(true);
    }

    private static ListItem item(Check check) {
        Span result = new Span(check.result().word());
        result.addClassName("diagnosis-result");
        Span time = new Span(check.result() == Result.SKIPPED ? "" : Times.length(Duration.ofMillis(check.tookMs())));
        time.addClassName("diagnosis-time");
        Span found = new Span(check.found());
        found.addClassName("diagnosis-found");
        ListItem item = new ListItem(result, new Span(check.title()), time, found);
        item.addClassNames("diagnosis-check", "diagnosis-" + check.result().word());
        item.getElement().setAttribute("data-check", check.id());
        String remedy = check.remedy();
        if (remedy != null) {
            Span what = new Span(remedy);
            Div next = new Div(what, new CopyButton(remedy));
            next.addClassName("diagnosis-remedy");
            item.add(next);
        }
        return item;
    }
}
