package io.alacran.doctor.internal;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Something found out at most once, failure included. */
class Once<T> {

    private final Supplier<T> question;
    private @Nullable T answer;
    private @Nullable RuntimeException failure;

    Once(Supplier<T> question) {
        this.question = question;
    }

    synchronized T get() {
        if (failure != null) {
            throw failure;
        }
        T present = answer;
        if (present == null) {
            try {
                present = question.get();
                answer = present;
            } catch (RuntimeException e) {
                failure = e;
                throw e;
            }
        }
        return present;
    }

    /** The answer, if it was asked for and there was one; does not wait for one that is being found out. */
    Optional<T> known() {
        return Optional.ofNullable(answer);
    }
}
