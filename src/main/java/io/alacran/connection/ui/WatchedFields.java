package io.alacran.connection.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.data.value.HasValueChangeMode;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.FieldErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The fields of a form by the API's names: which of them were changed by hand, and what is wrong with them. */
class WatchedFields {

    /** A stored password is not sent elsewhere when one of these is changed. */
    private static final Set<String> LEADING = Set.of("host", "port", "sshTunnel", "sshTunnel.host", "sshTunnel.port");

    private final FieldErrors errors = new FieldErrors();
    private final Set<String> touched = new HashSet<>();
    private final Runnable changed;
    private boolean filling = true;

    /** @param changed called after each change that a person made */
    WatchedFields(Runnable changed) {
        this.changed = changed;
    }

    /** Watches a field from now on. */
    <C extends Component & HasValidationProperties & HasValue<?, ?>> C add(String name, C field) {
        errors.at(name, field);
        watch(name, field);
        return field;
    }

    /** Lets a second name lead to a field that is watched already. */
    <C extends Component & HasValidationProperties & HasValue<?, ?>> void alias(String name, C field) {
        errors.at(name, field);
        field.addValueChangeListener(change -> touched.add(name));
    }

    private void watch(String name, HasValue<?, ?> field) {
        if (field instanceof HasValueChangeMode typed) {
            typed.setValueChangeMode(ValueChangeMode.LAZY);
        }
        field.addValueChangeListener(change -> {
            if (!filling) {
                touched.add(name);
                changed.run();
            }
        });
    }

    /** Says that something changed which is no field of its own, such as a row that was added. */
    void changed(String name) {
        if (!filling) {
            touched.add(name);
            changed.run();
        }
    }

    /** Begins to listen: until now the form was being made. */
    void begin() {
        filling = false;
    }

    /** Sets values without them counting as changed by hand. */
    void fill(Runnable setting) {
        filling = true;
        try {
            setting.run();
        } finally {
            filling = false;
        }
        touched.clear();
        errors.clear();
    }

    boolean touched() {
        return !touched.isEmpty();
    }

    List<FieldError> unreadable() {
        return errors.unreadable();
    }

    /** That the password is needed again is said where the address is changed, too. */
    void showTyped(List<FieldError> refusals) {
        if (refusals.isEmpty()) {
            errors.clear();
            return;
        }
        boolean elsewhere = touched.stream().anyMatch(f -> LEADING.contains(f) || f.startsWith("tls"));
        errors.show(
                new InvalidInputException(refusals),
                field -> touched.contains(field)
                        || (elsewhere && field.toLowerCase(Locale.ROOT).endsWith("password")));
    }

    /** All at once, with the focus on the first. */
    void showAll(List<FieldError> refusals) {
        if (refusals.isEmpty()) {
            errors.clear();
        } else {
            errors.show(new InvalidInputException(refusals));
        }
    }
}
