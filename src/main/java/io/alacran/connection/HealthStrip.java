package io.alacran.connection;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.alacran.connection.ConnectionHealth.Stretch;
import io.alacran.problem.ProblemException;
import io.alacran.uikit.LiveUpdates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * A connection's last day as a row of cells, half an hour each: all well, some checks failed, all failed, or not checked.
 * Shape and a title tell besides the colour; it keeps itself up to date.
 */
public class HealthStrip extends Div {

    private static final Duration CELL = Duration.ofMinutes(30);
    private static final int CELLS = 48;
    private static final DateTimeFormatter HOUR =
            DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final transient ConnectionHealth health;
    private final String connection;
    private final transient Clock clock;

    public HealthStrip(ConnectionHealth health, String connection) {
        this(health, connection, Clock.systemUTC());
    }

    HealthStrip(ConnectionHealth health, String connection, Clock clock) {
        this.health = health;
        this.connection = connection;
        this.clock = clock;
        addClassName("health-strip");
        getElement().setAttribute("role", "img");
        addAttachListener(event -> show());
        LiveUpdates.<String>follow(this, health::follow, names -> {
            if (names.contains(connection)) {
                show();
            }
        });
    }

    private void show() {
        Instant now = clock.instant();
        long length = CELL.toMillis();
        long last = now.toEpochMilli() - now.toEpochMilli() % length;
        long first = last - (CELLS - 1) * length;
        int[] passed = new int[CELLS];
        int[] failed = new int[CELLS];
        List<Stretch> stretches = history(Instant.ofEpochMilli(first));
        for (Stretch stretch : stretches) {
            int cell = (int) Math.clamp((stretch.from().toEpochMilli() - first) / length, 0, CELLS - 1);
            passed[cell] += stretch.passed();
            failed[cell] += stretch.failed();
        }
        removeAll();
        int well = 0;
        int checks = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            well += passed[cell];
            checks += passed[cell] + failed[cell];
            add(cell(Instant.ofEpochMilli(first + cell * length), passed[cell], failed[cell]));
        }
        getElement().setAttribute("aria-label", summary(well, checks));
    }

    /** Empty once the connection was removed or has another name. */
    private List<Stretch> history(Instant since) {
        try {
            return health.history(connection, since);
        } catch (ProblemException gone) {
            return List.of();
        }
    }

    private static String summary(int well, int checks) {
        return checks == 0
                ? "Not checked in the last day"
                : String.format(
                        Locale.ROOT, "Answered %.1f%% of %,d checks in the last day", 100.0 * well / checks, checks);
    }

    private static Span cell(Instant from, int passed, int failed) {
        String state = passed + failed == 0 ? "unknown" : failed == 0 ? "good" : passed == 0 ? "bad" : "mixed";
        Span cell = new Span();
        cell.addClassNames("health-cell", "health-" + state);
        String when = HOUR.format(from) + "–" + HOUR.format(from.plus(CELL.toMinutes(), ChronoUnit.MINUTES));
        cell.setTitle(when + ": "
                + (passed + failed == 0
                        ? "not checked"
                        : failed == 0 ? "answered" : failed + " of " + (passed + failed) + " checks failed"));
        return cell;
    }
}
