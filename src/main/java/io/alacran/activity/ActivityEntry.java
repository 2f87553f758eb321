package io.alacran.activity;

import java.time.Instant;
import java.util.Map;

/**
 * One line of the audit log.
 *
 * @param id grows with time
 * @param user who; {@code console} where the console acted by itself
 * @param source the address it came from; empty where the console acted by itself
 * @param action noun first, such as {@code database.deploy}
 * @param result {@code done}, {@code begun}, {@code failed} or {@code refused}
 */
public record ActivityEntry(
        long id,
        Instant time,
        String user,
        String source,
        String action,
        String target,
        String result,
        Map<String, String> details) {

    public static final String DONE = "done";

    /** It takes a while; another entry tells its end. */
    public static final String BEGUN = "begun";

    /** It was tried and did not succeed; all is as it was before, unless the details say otherwise. */
    public static final String FAILED = "failed";

    public static final String REFUSED = "refused";
}
