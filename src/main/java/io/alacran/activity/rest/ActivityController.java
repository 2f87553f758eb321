package io.alacran.activity.rest;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityFilter;
import io.alacran.activity.internal.ActivityStore;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The audit log, the newest first. */
@RestController
class ActivityController {

    private static final int MOST = 500;

    private final ActivityStore store;

    ActivityController(ActivityStore store) {
        this.store = store;
    }

    /** @param next give it as {@code cursor} for the entries after these; absent at the end */
    record Page(List<ActivityEntry> items, @Nullable String next) {}

    @GetMapping("/api/v1/activity")
    Page list(
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String target,
            @RequestParam @Nullable String user,
            @RequestParam(defaultValue = "50") String limit,
            @RequestParam @Nullable String cursor) {
        List<FieldError> errors = new ArrayList<>();
        long most = number(limit, "limit", "\"" + limit + "\" is not a number from 1 to " + MOST, MOST, errors);
        long below = cursor == null
                ? Long.MAX_VALUE
                : number(cursor, "cursor", "\"" + cursor + "\" is not one that this call gave", Long.MAX_VALUE, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        List<ActivityEntry> found = store.before(new ActivityFilter(action, target, user), below, (int) most + 1);
        boolean more = found.size() > most;
        List<ActivityEntry> items = more ? found.subList(0, (int) most) : found;
        return new Page(items, more ? String.valueOf(items.getLast().id()) : null);
    }

    private static long number(String text, String field, String message, long most, List<FieldError> errors) {
        if (text.matches("[0-9]{1,18}")) {
            long number = Long.parseLong(text);
            if (number >= 1 && number <= most) {
                return number;
            }
        }
        errors.add(new FieldError(field, message));
        return 1;
    }
}
