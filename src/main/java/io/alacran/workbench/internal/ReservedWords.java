package io.alacran.workbench.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that people do give to tables and that mean something else in most dialects, from {@code reserved-words.txt}. */
final class ReservedWords {

    private static final Set<String> WORDS = read("/sql/reserved-words.txt");

    private ReservedWords() {}

    /** @param word in lower case */
    static boolean contains(String word) {
        return WORDS.contains(word);
    }

    private static Set<String> read(String resource) {
        try (InputStream in = ReservedWords.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
