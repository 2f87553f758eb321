package io.alacran.connection.ui;

import com.vaadin.flow.component.HasEnabled;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasPlaceholder;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.checkbox.Checkbox;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A secret that may be stored and is never shown: left empty it is kept, and ticking this removes it when it is saved. */
class StoredSecret extends Checkbox {

    private static final String KEPT = "Left empty, the stored one is kept. It is never shown.";

    private final HasPlaceholder hint;
    private final HasHelper help;
    private final String field;
    private boolean hadPlaceholder;
    private boolean possible = true;
    private boolean kept;

    /**
     * Beside a field.
     *
     * @param field by the API's name
     * @param what such as {@code password}
     */
    <C extends HasValue<?, String> & HasEnabled & HasPlaceholder & HasHelper> StoredSecret(
            WatchedFields watched, String field, String what, C input) {
        super("Remove the stored " + what);
        this.field = field;
        this.hint = input;
        this.help = input;
        setVisible(false);
        watched.add(field + ".remove", this);
        addValueChangeListener(change -> {
            if (getValue()) {
                input.clear();
            }
            input.setEnabled(!getValue());
        });
    }

    /**
     * Says what becomes of a secret that is left empty.
     *
     * @param stored the secrets that there are, by the API's names
     * @param placeholder what stands in the field instead of a secret; null for none
     */
    void show(Set<String> stored, @Nullable String placeholder) {
        hadPlaceholder = placeholder != null;
        kept = stored.contains(field);
        setVisible(kept && possible);
        if (kept) {
            hint.setPlaceholder("unchanged");
            help.setHelperText(KEPT);
        }
    }

    /** @param needed whether the field is in sight */
    void choose(boolean needed) {
        possible = needed;
        setVisible(kept && possible);
    }

    /** What was typed; null keeps the stored one, and the empty text removes it, or a placeholder that was deleted. */
    @Nullable
    String draft(String typed) {
        if (getValue()) {
            return "";
        }
        return !typed.isEmpty() ? typed : hadPlaceholder ? "" : null;
    }
}
