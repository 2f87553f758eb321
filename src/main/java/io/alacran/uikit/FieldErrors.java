package io.alacran.uikit;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Focusable;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.shared.HasValidationProperties;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Shows what is wrong with a form at its fields, all at once, with the focus on the first. */
public final class FieldErrors {

    private final Map<String, HasValidationProperties> fields = new LinkedHashMap<>();
    private final Map<String, String> names = new LinkedHashMap<>();

    /**
     * Says which component a field of a request is.
     *
     * @param field its name in {@link FieldError}, without the index of a list
     */
    public <C extends Component & HasValidationProperties> FieldErrors at(String field, C component) {
        String label = component instanceof HasLabel labelled ? labelled.getLabel() : null;
        return at(field, component, label == null ? field : label);
    }

    /** @param name begins the sentence about the field; in a list its number follows, such as {@code Key 2} */
    public <C extends Component & HasValidationProperties> FieldErrors at(String field, C component, String name) {
        fields.put(field, component);
        names.put(field, name);
        return this;
    }

    public void clear() {
        fields.values().forEach(field -> field.setInvalid(false));
    }

    /** What is typed into fields of numbers and is none that they can hold: each counts as left out. */
    public List<FieldError> unreadable() {
        return UnreadableNumbers.in(fields);
    }

    /** @throws InvalidInputException when there is something {@link #unreadable} */
    public void refuseUnreadable() {
        UnreadableNumbers.refuse(fields);
    }

    /**
     * Errors of fields that the form does not have become a notification. Of what is typed and no number at all it says
     * that, whatever was said of the number that took its place.
     */
    public void show(InvalidInputException refusal) {
        clear();
        Map<String, List<String>> messages = new LinkedHashMap<>();
        List<String> homeless = new ArrayList<>();
        for (FieldError error : refusal.errors()) {
            String field = error.field().replaceFirst("\\[.*", "");
            if (fields.containsKey(field)) {
                messages.computeIfAbsent(field, f -> new ArrayList<>()).add(sentence(field, error));
            } else {
                homeless.add(error.field() + ": " + error.message());
            }
        }
        unreadable().forEach(error -> messages.replace(error.field(), List.of(error.message())));
        messages.forEach((field, said) -> mark(fields.get(field), String.join("; ", said)));
        fields.entrySet().stream()
                .filter(entry -> messages.containsKey(entry.getKey()))
                .findFirst()
                .ifPresent(entry -> focus(entry.getValue()));
        if (!homeless.isEmpty()) {
            Notifications.error(String.join("; ", homeless), null);
        }
    }

    /** Shows what is wrong with some of the fields and leaves the focus where it is: for a form that is being filled in. */
    public void show(InvalidInputException refusal, Predicate<String> ofThese) {
        clear();
        Map<String, List<String>> messages = new LinkedHashMap<>();
        for (FieldError error : refusal.errors()) {
            String field = error.field().replaceFirst("\\[.*", "");
            if (fields.containsKey(field) && ofThese.test(field)) {
                messages.computeIfAbsent(field, f -> new ArrayList<>()).add(sentence(field, error));
            }
        }
        messages.forEach((field, said) -> mark(fields.get(field), String.join("; ", said)));
    }

    private String sentence(String field, FieldError error) {
        String said = error.message();
        if (!said.matches("(is|has|says|contains) .*")) {
            return Character.toUpperCase(said.charAt(0)) + said.substring(1);
        }
        String index = error.field().replaceFirst("^[^\\[]*\\[?(\\d*).*", "$1");
        String number = index.isEmpty() ? "" : " " + (Integer.parseInt(index) + 1);
        return names.get(field) + number + " " + said;
    }

    private static void mark(@org.jspecify.annotations.Nullable HasValidationProperties field, String message) {
        if (field != null) {
            field.setErrorMessage(message);
            field.setInvalid(true);
        }
    }

    private static void focus(HasValidationProperties field) {
        if (field instanceof Focusable<?> focusable) {
            focusable.focus();
        }
    }
}
