package io.alacran.database.rest;

import io.alacran.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;

/** What destroys is asked for twice: the call names the thing in its path and again in {@code confirm}. */
final class Confirmation {

    private Confirmation() {}

    static void require(String name, @Nullable String confirm) {
        if (!name.equals(confirm)) {
            throw new InvalidInputException(
                    "confirm",
                    (confirm == null ? "it is missing" : "\"" + confirm + "\" is another name") + "; repeat \"" + name
                            + "\" to confirm");
        }
    }
}
