package io.alacran.connectionfile;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The files that connections are exported to. */
public enum FileFormat {
    ALACRAN("alacran.yaml"),
    ILANA("ilana.config.js"),
    KNEX("knexfile.js"),
    SPRING("application.yaml"),
    ENV(".env");

    private final String fileName;

    FileFormat(String fileName) {
        this.fileName = fileName;
    }

    /** What the tool that reads it calls it. */
    public String fileName() {
        return fileName;
    }

    /** As it is written in requests, such as {@code knex}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<FileFormat> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word().equals(word)).findFirst();
    }

    /** All of them, for a message. */
    public static String words() {
        return Arrays.stream(values()).map(FileFormat::word).collect(Collectors.joining(", "));
    }
}
