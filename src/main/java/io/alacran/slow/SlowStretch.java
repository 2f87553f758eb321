package io.alacran.slow;

import java.time.Duration;
import java.time.Instant;

/**
 * A stretch of time in which a statement was slow at least once.
 *
 * @param from when it begins
 */
public record SlowStretch(Instant from, Duration length, SlowTimes times) {}
