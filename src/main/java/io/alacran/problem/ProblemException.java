package io.alacran.problem;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A failure that a person can act on. The message says what was tried and what was found; {@link #remedy()} says what
 * to do next.
 */
public class ProblemException extends RuntimeException {

    /** What kind of failure it is; over HTTP it becomes the status in brackets. */
    public enum Kind {
        /** The thing named does not exist (404). */
        NOT_FOUND,
        /** The thing's present state forbids it (409). */
        CONFLICT,
        /** Not allowed for this person (403). */
        FORBIDDEN,
        /** Something the console needs does not answer (503). */
        UNAVAILABLE,
        /** The database refused the statement (422). */
        REFUSED,
        /** Too many attempts (429). */
        TOO_MANY
    }

    private final Kind kind;
    private final @Nullable String remedy;
    private final Map<String, Object> properties = new LinkedHashMap<>();

    public ProblemException(Kind kind, String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.remedy = remedy;
    }

    public ProblemException(Kind kind, String message, @Nullable String remedy) {
        this(kind, message, remedy, null);
    }

    public ProblemException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public Kind kind() {
        return kind;
    }

    /** What to do next, or null where the message says it all. */
    public @Nullable String remedy() {
        return remedy;
    }

    /** Adds a fact that scripts may need; over HTTP it is a member of the problem's body, such as {@code sqlState}. */
    public ProblemException with(String name, Object value) {
        properties.put(name, value);
        return this;
    }

    /** What was added, in order. */
    public Map<String, Object> properties() {
        return Collections.unmodifiableMap(properties);
    }
}
