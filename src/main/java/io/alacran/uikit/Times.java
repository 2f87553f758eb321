package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Times as people say them. */
public final class Times {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private Times() {}

    /**
     * A relative time, such as {@code 3 minutes ago}, that grows on an open page, with the exact one on hover; a dash when
     * there is none.
     */
    public static Component relative(@Nullable Instant time) {
        return RelativeTime.ago(time);
    }

    /**
     * The time that has passed since a moment, such as {@code 3 min 12 s}, that grows on an open page, with the exact moment
     * on hover; a dash when there is none.
     */
    public static Component since(@Nullable Instant time) {
        return RelativeTime.since(time);
    }

    /** The time between two moments in words, seen from the second, such as {@code just now} or {@code in 5 minutes}. */
    public static String ago(Instant time, Instant now) {
        Duration passed = Duration.between(time, now);
        if (passed.abs().compareTo(Duration.ofSeconds(10)) < 0) {
            return "just now";
        }
        return passed.isNegative() ? "in " + words(passed.abs()) : words(passed) + " ago";
    }

    /** To the second, with the offset of the browser's time zone. */
    public static String exact(Instant time) {
        return EXACT.format(time.atZone(zone()));
    }

    /** A length of time in short form, such as {@code 850 ms}, {@code 2.4 s} or {@code 3 min 12 s}. */
    public static String length(Duration length) {
        long ms = Math.max(0, length.toMillis());
        if (ms < 1000) {
            return ms + " ms";
        }
        if (ms < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", ms / 1000.0);
        }
        if (length.toHours() < 1) {
            return length.toMinutes() + " min " + length.toSecondsPart() + " s";
        }
        if (length.toDays() < 1) {
            return length.toHours() + " h " + length.toMinutesPart() + " min";
        }
        return length.toDays() + " d " + length.toHoursPart() + " h";
    }

    /** As {@link #length}, in whole seconds. */
    static String passed(Instant since, Instant now) {
        long seconds = Math.max(0, Duration.between(since, now).toSeconds());
        return seconds < 60 ? seconds + " s" : length(Duration.ofSeconds(seconds));
    }

    private static String words(Duration length) {
        if (length.toMinutes() < 1) {
            return count(length.toSeconds(), "second");
        }
        if (length.toHours() < 1) {
            return count(length.toMinutes(), "minute");
        }
        if (length.toDays() < 1) {
            return count(length.toHours(), "hour");
        }
        long days = length.toDays();
        return days < 60 ? count(days, "day") : days < 730 ? count(days / 30, "month") : count(days / 365, "year");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }

    /** The browser's time zone, as far as it told. */
    public static ZoneId zone() {
        UI ui = UI.getCurrent();
        String id = ui == null ? null : ui.getPage().getExtendedClientDetails().getTimeZoneId();
        try {
            return id == null ? ZoneId.systemDefault() : ZoneId.of(id);
        } catch (java.time.DateTimeException unknownHere) {
            return ZoneId.systemDefault();
        }
    }
}
