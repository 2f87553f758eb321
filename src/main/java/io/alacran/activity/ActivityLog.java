package io.alacran.activity;

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
}
