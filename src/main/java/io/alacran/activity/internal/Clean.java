package io.alacran.activity.internal;

/** Makes text from outside fit for a line of a log, so that nobody can forge a second line. */
final class Clean {

    private static final String CUT = "…";

    private Clean() {}

    /**
     * Replaces control characters, line separators and marks that turn the writing direction by a visible sign, and cuts
     * what is too long.
     *
     * @see <a href="https://trojansource.codes">Trojan Source</a> for the marks
     */
    static String text(String text, int longest) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().map(c -> harmless(c) ? c : '\uFFFD').forEach(clean::appendCodePoint);
        return clean.length() <= longest ? clean.toString() : clean.substring(0, longest - 1) + CUT;
    }

    private static boolean harmless(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
