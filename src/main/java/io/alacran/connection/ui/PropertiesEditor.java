package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.engine.Dialect;
import io.alacran.engine.DriverProperty;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Options of the driver as rows of name and value; the names that may be set are offered. */
class PropertiesEditor extends Div {

    private static final String FIELD = "properties.";

    private final WatchedFields watched;
    private final Div list = new Div();
    private final Paragraph none = new Paragraph();
    private final List<Row> rows = new ArrayList<>();
    private List<DriverProperty> offered = List.of();

    private record Row(Div line, ComboBox<String> name, TextField value) {}

    PropertiesEditor(WatchedFields watched) {
        this.watched = watched;
        addClassNames("connection-group", "connection-properties");
        Button more = new Button(
                "Add an option",
                VaadinIcon.PLUS.create(),
                click -> add("", "").name.focus());
        none.addClassName("secondary");
        add(new H3("Driver options"), none, list, more);
    }

    void choose(@Nullable Dialect dialect) {
        offered = dialect == null ? List.of() : dialect.properties();
        List<String> names = offered.stream().map(DriverProperty::name).toList();
        rows.forEach(row -> {
            String typed = row.name.getValue();
            row.name.setItems(names);
            row.name.setValue(typed);
        });
        none.setText(
                names.isEmpty()
                        ? "There is none that may be set for this client."
                        : "Only those that concern nothing but the connection's own sessions may be set.");
        setVisible(!names.isEmpty() || !rows.isEmpty());
    }

    void show(Map<String, String> properties) {
        rows.clear();
        list.removeAll();
        properties.forEach(this::add);
    }

    /** What is filled in; a row without a name is not there. */
    Map<String, String> properties() {
        Map<String, String> properties = new LinkedHashMap<>();
        for (Row row : rows) {
            String name = row.name.getValue();
            if (name != null && !name.isBlank()) {
                properties.put(name.strip(), row.value.getValue());
            }
        }
        return properties;
    }

    /** Shows what is wrong with its rows; the rest is somebody else's. */
    List<FieldError> take(List<FieldError> refusals) {
        rows.forEach(row -> {
            row.name.setInvalid(false);
            row.value.setInvalid(false);
        });
        List<FieldError> rest = new ArrayList<>();
        for (FieldError refusal : refusals) {
            if (!refusal.field().startsWith(FIELD)) {
                rest.add(refusal);
                continue;
            }
            String name = refusal.field().substring(FIELD.length());
            rows.stream().filter(row -> name.equals(row.name.getValue())).forEach(row -> mark(row, refusal.message()));
        }
        return rest;
    }

    /** What is wrong with a known option is its value. */
    private void mark(Row row, String message) {
        boolean known = offered.stream().anyMatch(p -> p.name().equalsIgnoreCase(row.name.getValue()));
        if (known) {
            row.value.setErrorMessage(message);
            row.value.setInvalid(true);
        } else {
            row.name.setErrorMessage(message);
            row.name.setInvalid(true);
        }
    }

    boolean invalid() {
        return rows.stream().anyMatch(row -> row.name.isInvalid() || row.value.isInvalid());
    }

    void focusInvalid() {
        rows.stream()
                .filter(row -> row.name.isInvalid() || row.value.isInvalid())
                .findFirst()
                .ifPresent(row -> {
                    if (row.name.isInvalid()) {
                        row.name.focus();
                    } else {
                        row.value.focus();
                    }
                });
    }

    private Row add(String name, String value) {
        ComboBox<String> names = new ComboBox<>("Option");
        names.setItems(offered.stream().map(DriverProperty::name).toList());
        names.setAllowCustomValue(true);
        names.addCustomValueSetListener(typed -> names.setValue(typed.getDetail()));
        TextField values = new TextField("Value");
        values.setValueChangeMode(ValueChangeMode.LAZY);
        Button remove = new Button(VaadinIcon.CLOSE_SMALL.create());
        remove.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        remove.setAriaLabel("Remove the option");
        remove.setTooltipText("Remove the option");
        Div line = new Div(names, values, remove);
        line.addClassName("connection-property");
        Row row = new Row(line, names, values);
        if (!name.isEmpty()) {
            names.setValue(name);
            values.setValue(value);
        }
        meaning(row);
        names.addValueChangeListener(change -> {
            meaning(row);
            watched.changed("properties");
        });
        values.addValueChangeListener(change -> watched.changed("properties"));
        remove.addClickListener(click -> {
            rows.remove(row);
            list.remove(line);
            watched.changed("properties");
        });
        rows.add(row);
        list.add(line);
        return row;
    }

    private void meaning(Row row) {
        offered.stream()
                .filter(p -> p.name().equalsIgnoreCase(row.name.getValue()))
                .findFirst()
                .ifPresentOrElse(p -> row.value.setPlaceholder(p.meaning()), () -> row.value.setPlaceholder(""));
    }
}
