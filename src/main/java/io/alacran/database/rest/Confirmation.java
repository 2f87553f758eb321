package io.alacran.database.rest;

import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What destroys is asked for twice: the call names the thing in its path and again in {@code confirm}. */
final class Confirmation {

    private Confirmation() {}

    static void require(String name, @Nullable String confirm) {
        error(name, confirm).ifPresent(error -> {
            throw new InvalidInputException(List.of(error));
        });
    }

    /** What is wrong with it, to be told together with what else is. */
    static Optional<FieldError> error(String name, @Nullable String confirm) {
        return name.equals(confirm)
                ? Optional.empty()
                : Optional.of(new FieldError(
                        "confirm",
                        (confirm == null ? "it is missing" : "\"" + confirm + "\" is another name") + "; repeat \""
                                + name + "\" to confirm"));
    }
}
