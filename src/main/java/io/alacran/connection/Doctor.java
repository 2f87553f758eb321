package io.alacran.connection;

import java.util.function.Consumer;

/**
 * Says why a connection does not work: looks at each thing it needs, in order, past the pool, until the first cause, and
 * says what to do about it. Each look has a bound, so that an examination ends whatever hangs. Changes nothing.
 */
public interface Doctor {

    /**
     * Examines a connection.
     *
     * @param ended gets each check as it ends, on the calling thread
     * @throws io.alacran.problem.ProblemException {@code NOT_FOUND} for an unknown name
     */
    Diagnosis examine(String name, Consumer<Diagnosis.Check> ended);

    /**
     * Examines a connection that is not stored.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field
     */
    Diagnosis examine(ConnectionDraft draft, Consumer<Diagnosis.Check> ended);
}
