package io.alacran.account;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The very first account. Whoever holds the setup token, which only the console's log and data directory show, makes it. */
public interface FirstAdministrator {

    /** Whether it was made, so that setup is over for good. */
    boolean exists();

    /** Where the setup token is written while it is valid. */
    Path tokenFile();

    /**
     * Says no to a token that would not do, without using it up.
     *
     * @throws io.alacran.problem.ProblemException {@code FORBIDDEN} when it is wrong or expired, {@code TOO_MANY} after
     *     too many wrong ones, {@code CONFLICT} once the administrator exists
     */
    void check(@Nullable String setupToken);

    /**
     * Makes the administrator and uses up the token. Of several at once exactly one succeeds.
     *
     * @throws io.alacran.problem.InvalidInputException naming every bad field of {@code username} and {@code password}
     * @throws io.alacran.problem.ProblemException as {@link #check}
     */
    UserAccount create(@Nullable String setupToken, @Nullable String username, @Nullable String password);
}
