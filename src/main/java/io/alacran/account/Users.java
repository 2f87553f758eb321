package io.alacran.account;

import java.util.Optional;

/** The people who may sign in. */
public interface Users {

    /** By name, in whatever case. */
    Optional<UserAccount> find(String username);

    /** Whether the first run is over, that is, whether anybody could sign in. */
    boolean anyExist();

    /** Who asks on the present thread; a {@code FORBIDDEN} problem where nobody is signed in. */
    UserAccount current();

    /**
     * Changes the password of who asks, and signs all their other browsers out. API tokens stay valid.
     *
     * @throws io.alacran.problem.InvalidInputException when the present password is wrong or the new one is refused, for
     *     the fields {@code currentPassword} and {@code newPassword}
     */
    void changePassword(String currentPassword, String newPassword);
}
