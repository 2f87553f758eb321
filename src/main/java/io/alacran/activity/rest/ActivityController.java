package io.alacran.activity.rest;

import io.alacran.activity.ActivityEntry;
import io.alacran.activity.ActivityFilter;
import io.alacran.activity.internal.ActivityStore;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ItemList;
import io.alacran.problem.Limit;
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

    @GetMapping("/api/v1/activity")
    ItemList<ActivityEntry> list(
            @RequestParam @Nullable String action,
            @RequestParam @Nullable String target,
            @RequestParam @Nullable String user,
            @RequestParam(defaultValue = "50") String limit,
            @RequestParam @Nullable String cursor) {
        List<FieldError> errors = new ArrayList<>();
        int most = Limit.of(limit, MOST, errors);
        long below = cursor == null ? Long.MAX_VALUE : number(cursor, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        List<ActivityEntry> found = store.before(new ActivityFilter(action, target, user), below, most + 1);
        boolean more = found.size() > most;
        List<ActivityEntry> items = more ? found.subList(0, most) : found;
        return new ItemList<>(items, more ? String.valueOf(items.getLast().id()) : null);
    }

    private static long number(String cursor, List<FieldError> errors) {
        if (cursor.matches("[0-9]{1,18}") && Long.parseLong(cursor) >= 1) {
            return Long.parseLong(cursor);
        }
        errors.add(new FieldError("cursor", "\"" + cursor + "\" is not one that this call gave"));
        return 1;
    }
}
