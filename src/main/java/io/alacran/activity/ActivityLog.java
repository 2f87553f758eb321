package io.alacran.activity;

import java.util.List;
import java.util.Map;

/** The audit log. Entries are never changed; secrets must not be put into them. */
public interface ActivityLog {

    /**
     * Records that the current user did something.
     *
     * @param action what, noun first, such as {@code database.deploy} or {@code password.reveal}
     * @param target to what, such as a database's name
     * @param details short facts worth keeping, may be empty
     */
    void record(String action, String target, Map<String, String> details);

    /**
     * Records what somebody did who is no user of the console, such as an account of the bastion.
     *
     * @param user who, by a name that cannot be taken for a user of the console
     * @param source the address it came from
     * @param result {@link ActivityEntry#DONE} or {@link ActivityEntry#REFUSED}
     */
    default void recordFor(
            String user, String source, String action, String target, String result, Map<String, String> details) {
        record(action, target, details);
    }

    /** Records what happened elsewhere, in its order, each at its own time: all of it or nothing. */
    default void recordAll(List<ActivityEntry> entries) {
        entries.forEach(e -> recordFor(e.user(), e.source(), e.action(), e.target(), e.result(), e.details()));
    }

    /** Records that the current user began something that takes a while; its end is recorded by {@link #recordFor}. */
    default void begun(String action, String target, Map<String, String> details) {
        record(action, target, details);
    }
}
