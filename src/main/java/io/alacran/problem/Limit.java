package io.alacran.problem;

import java.util.ArrayList;
import java.util.List;

/** The parameter {@code limit} of a call that answers with a list: how many of them at most. */
public final class Limit {

    private Limit() {}

    /** @throws InvalidInputException if it is not a number from 1 to {@code most} */
    public static int of(String text, int most) {
        List<FieldError> errors = new ArrayList<>();
        int limit = of(text, most, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return limit;
    }

    /** The same for a call with more to refuse: what is wrong goes to {@code errors}, and the limit is 1 then. */
    public static int of(String text, int most, List<FieldError> errors) {
        if (text.matches("[0-9]{1,9}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        }
        errors.add(new FieldError("limit", "\"" + text + "\" is not a number from 1 to " + most));
        return 1;
    }
}
