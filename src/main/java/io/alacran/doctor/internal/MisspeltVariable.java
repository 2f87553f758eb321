package io.alacran.doctor.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A variable of a container that looks like one without which the official images end at their first start.
 *
 * @param written as the container has it
 * @param meant as the image reads it
 */
record MisspeltVariable(String written, String meant) {

    private static final List<String> NEEDED = List.of(
            "POSTGRES_PASSWORD", "MARIADB_ROOT_PASSWORD", "MYSQL_ROOT_PASSWORD", "MSSQL_SA_PASSWORD", "ACCEPT_EULA");

    private static final int MOST_LETTERS = 2;

    /** The first; empty where each has its right name, or none is near one. */
    static Optional<MisspeltVariable> among(Map<String, String> environment) {
        return NEEDED.stream()
                .filter(needed -> !environment.containsKey(needed))
                .flatMap(needed -> environment.keySet().stream()
                        .filter(written -> letters(written, needed) <= MOST_LETTERS)
                        .map(written -> new MisspeltVariable(written, needed)))
                .findFirst();
    }

    /** How many letters are too many, missing or other ones (Levenshtein's distance). */
    private static int letters(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int changed = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[other.length()];
    }
}
