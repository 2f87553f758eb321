package io.alacran.workbench.internal;

import org.jspecify.annotations.Nullable;

/** Turns what databases write for dates and times into ISO 8601, without parsing, so that no digit is lost. */
final class IsoTimes {

    private IsoTimes() {}

    /**
     * {@code 2026-11-20 22:30:00.5+00} becomes {@code 2026-11-20T22:30:00.5+00:00}. Anything that does not look like a
     * date and time, such as {@code infinity}, stays as it is.
     */
    static @Nullable String iso(@Nullable String text) {
        if (text == null
                || text.length() < 16
                || text.charAt(10) != ' '
                || text.charAt(4) != '-'
                || text.charAt(13) != ':'
                || text.endsWith("BC")) {
            return text;
        }
        StringBuilder iso = new StringBuilder(text.length() + 3).append(text);
        iso.setCharAt(10, 'T');
        int space = iso.indexOf(" ", 16);
        if (space > 0) {
            iso.deleteCharAt(space);
        }
        int end = iso.length();
        if (end > 19 && (iso.charAt(end - 3) == '+' || iso.charAt(end - 3) == '-')) {
            iso.append(":00");
        }
        return iso.toString();
    }
}
