package io.alacran.slow.ui;

import java.time.Duration;
import java.time.Instant;

/** How far the page looks back, and how long a stretch of its chart is. */
enum SlowRange {
    DAY("Last 24 hours", "the last 24 hours", Duration.ofDays(1), Duration.ofHours(1)),
    WEEK("Last 7 days", "the last 7 days", Duration.ofDays(7), Duration.ofHours(3)),
    MONTH("Last 30 days", "the last 30 days", Duration.ofDays(30), Duration.ofHours(12));

    private final String title;
    private final String words;
    private final Duration length;
    private final Duration stretch;

    SlowRange(String title, String words, Duration length, Duration stretch) {
        this.title = title;
        this.words = words;
        this.length = length;
        this.stretch = stretch;
    }

    String title() {
        return title;
    }

    /** Within a sentence. */
    String words() {
        return words;
    }

    Instant from() {
        return Instant.now().minus(length);
    }

    Duration stretch() {
        return stretch;
    }
}
