package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.connection.NamedConnection;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a connection is to be called that has no name in the file that is imported. */
class NameField extends TextField {

    private static final Set<String> KINDS = Set.of("knexfile.js", "application.yaml");

    NameField() {
        super("Name");
        setPlaceholder("main");
        setHelperText("What a connection is called that has no name in the file");
        setValueChangeMode(ValueChangeMode.LAZY);
        setManualValidation(true);
        addValueChangeListener(change -> check());
    }

    /** Whether connections have no names of their own in files of that kind. */
    static boolean isFor(String kind) {
        return KINDS.contains(kind);
    }

    private void check() {
        String name = name();
        boolean wrong = name != null && !NamedConnection.isName(name);
        setErrorMessage(wrong ? "'" + name + "' is not " + NamedConnection.NAME_RULE : null);
        setInvalid(wrong);
    }

    /** Null while it is empty. */
    @Nullable
    String name() {
        String typed = getValue().strip();
        return typed.isEmpty() ? null : typed;
    }
}
