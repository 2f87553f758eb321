package io.alacran.uikit;

import com.vaadin.flow.component.textfield.AbstractNumberField;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.binder.ValueContext;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Map;

/**
 * What is typed into fields of numbers and is none that they can hold, such as one that is far too large. They have no
 * value then, as if nothing were typed, so a form that leaves numbers out has to look.
 */
public final class UnreadableNumbers {

    /** What a browser makes of it when its own field of a number cannot read it, either. */
    private static final String NO_NUMBER = "NaN";

    private UnreadableNumbers() {}

    /** An error for each such field, by its name. */
    public static List<FieldError> in(Map<String, ?> fields) {
        return fields.entrySet().stream()
                .filter(e -> e.getValue() instanceof AbstractNumberField<?, ?> field && unreadable(field))
                .map(e -> new FieldError(e.getKey(), message((AbstractNumberField<?, ?>) e.getValue())))
                .toList();
    }

    /** @throws InvalidInputException when there is one */
    public static void refuse(Map<String, ?> fields) {
        List<FieldError> unreadable = in(fields);
        if (!unreadable.isEmpty()) {
            throw new InvalidInputException(unreadable);
        }
    }

    private static <T extends Number> boolean unreadable(AbstractNumberField<?, T> field) {
        // With a context it says nothing of a field that may not be empty
        return field.getValue() == null
                && field.getDefaultValidator()
                        .apply(null, new ValueContext(field))
                        .isError();
    }

    private static String message(AbstractNumberField<?, ?> field) {
        String typed = field.getElement().getProperty("_inputElementValue", "");
        return (typed.equals(NO_NUMBER) ? "This" : "'" + typed + "'") + " is not a "
                + (field instanceof IntegerField whole ? "whole number " + range(whole) : "number");
    }

    private static String range(IntegerField field) {
        boolean open = field.getMin() == Integer.MIN_VALUE;
        return (open ? "up to " : "from " + field.getMin() + " to ") + field.getMax();
    }
}
