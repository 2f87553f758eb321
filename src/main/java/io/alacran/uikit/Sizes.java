package io.alacran.uikit;

import java.util.Locale;

/** Sizes as people say them. */
public final class Sizes {

    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Sizes() {}

    /** Bytes in decimal units, three digits at most, such as {@code 1.2 GB}; a dash when the size is unknown (negative). */
    public static String human(long bytes) {
        if (bytes < 0) {
            return "–";
        }
        double size = bytes;
        int unit = 0;
        while (size >= 999.5 && unit < UNITS.length - 1) {
            size /= 1000;
            unit++;
        }
        String digits = unit == 0 || size >= 99.95
                ? String.format(Locale.ROOT, "%.0f", size)
                : String.format(Locale.ROOT, "%.1f", size);
        return digits + " " + UNITS[unit];
    }
}
