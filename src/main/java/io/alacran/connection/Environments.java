package io.alacran.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The environments: each has a set of connections of its own, whose names may be those of another one. An environment is
 * a word and nothing else: those that are usual are always there, others as long as a connection is in them.
 */
public interface Environments {

    /** Where everything begins, unless somebody says otherwise. */
    String DEVELOPMENT = "development";

    /** Those that are always there, in this order. */
    List<String> USUAL = List.of(DEVELOPMENT, "testing", "staging", "production");

    /** What a word must be, for messages. */
    String RULE = "1 to 20 of a-z, 0-9 and -, with a letter or digit at both ends";

    /**
     * One environment.
     *
     * @param connections how many it has
     * @param usual the name of the connection that is used where none is named; null for none
     */
    record Environment(
            String name, int connections, @Nullable String usual) {

        public boolean isProduction() {
            return Environments.isProduction(name);
        }
    }

    /** The usual ones in their order, then all others by name. */
    List<Environment> list();

    /** The console's own: where a bare name is looked for, and where new connections go. */
    String own();

    /** Whether a word can be an environment's. */
    static boolean isWord(String word) {
        return word.matches("[a-z0-9]([a-z0-9-]{0,18}[a-z0-9])?");
    }

    /** Whether harm done there is harm to the people who use what it serves; the one rule for all that asks or warns. */
    static boolean isProduction(String word) {
        return word.equals("production")
                || word.startsWith("production-")
                || word.equals("prod")
                || word.equals("live");
    }
}
