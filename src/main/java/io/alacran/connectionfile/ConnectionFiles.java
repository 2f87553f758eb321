package io.alacran.connectionfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Connections as files. Whatever is wrong with a file is an {@link io.alacran.problem.InvalidInputException} that names
 * every mistake with its line, and then nothing was done.
 */
public interface ConnectionFiles {

    /** The most characters that a file may have. */
    int MOST_CHARACTERS = 1_000_000;

    /**
     * Makes the connections and groups what an {@code alacran.yaml} says; applied again, it changes nothing. It speaks
     * for the environments that it names: what others have is left alone.
     *
     * @param prune whether what the file does not name is removed; connections that the console made for its databases
     *     stay in any case
     * @param dryRun whether only to say what would be done
     */
    Outcome apply(String yaml, boolean prune, boolean dryRun);

    /**
     * The console's connections in the words of a tool, secrets as placeholders.
     *
     * @param environment null for all
     */
    Exported export(FileFormat format, @Nullable String environment);

    /** Likewise an {@code alacran.yaml} that need not be applied. */
    Exported convert(String yaml, FileFormat format, @Nullable String environment);

    /**
     * Reads another tool's file as an {@code alacran.yaml}. Nothing in it is run, and nothing is applied.
     *
     * @param fileName says what it is: {@code .js} for Knex and Ilana, {@code .yaml} or {@code .yml} for Spring
     * @param name what a connection is called that has no name there; null for {@code main}
     */
    Imported read(String fileName, String source, @Nullable String name);

    /**
     * What applying a file did, or would do.
     *
     * @param unchanged how many connections and groups of the file are as it says
     * @param notes what the file has that had no effect
     */
    record Outcome(boolean dryRun, List<Change> changes, int unchanged, List<Note> notes) {

        /** Whether anything was or would be changed. */
        public boolean isChange() {
            return changes.stream().anyMatch(change -> change.action() != Action.KEEP);
        }
    }

    /** What a change is of. */
    enum Thing {
        CONNECTION,
        GROUP,
        /** What an environment says of migrations, which other tools run. */
        MIGRATIONS;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** What happens to it. */
    enum Action {
        ADD,
        CHANGE,
        REMOVE,
        /** It is not in the file and stays, since nobody asked to prune. */
        KEEP;

        /** In lower case. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** @param fields what differs, in the order of the form; empty for those that are removed or stay */
    record Change(Action action, Thing thing, String environment, String name, List<FieldChange> fields) {}

    /**
     * One field. Secrets are shown as dots.
     *
     * @param from null where it was not set
     * @param to null where it is not set any more
     */
    record FieldChange(
            String field, @Nullable String from, @Nullable String to) {}

    /** @param line counted from 1; 0 where it is about the whole file or there is none */
    record Note(int line, String message) {}

    /**
     * A file for another tool.
     *
     * @param fileName what that tool calls it
     * @param secrets the variables that have to be set, in place of the secrets that are not given out
     * @param leftOut what could not be said in that tool's words
     */
    record Exported(String fileName, String text, List<String> secrets, List<String> leftOut) {}

    /** @param leftOut what was not taken over, and what to look at */
    record Imported(String yaml, List<Note> leftOut) {}
}
