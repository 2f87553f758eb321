package io.alacran.database.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import io.alacran.database.PortMapping;
import io.alacran.problem.FieldError;
import io.alacran.uikit.CopyField;
import io.alacran.uikit.UnreadableNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/** Rows of host port and bind address; says what it means to open a port to other machines. */
class PortMappingsEditor extends Div {

    private static final Map<String, String> ADDRESSES = new LinkedHashMap<>();

    static {
        ADDRESSES.put(PortMapping.LOOPBACK, "127.0.0.1 – this machine only");
        ADDRESSES.put("0.0.0.0", "0.0.0.0 – every network this machine is on");
    }

    private final Div rows = new Div();
    private final List<Row> shown = new ArrayList<>();

    /** @param suggestion a free port for a new row */
    PortMappingsEditor(IntSupplier suggestion) {
        addClassName("ports-editor");
        Button add = new Button("Add a port mapping", VaadinIcon.PLUS.create());
        add.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        add.addClickListener(click -> add(new PortMapping(suggestion.getAsInt(), PortMapping.LOOPBACK)));
        add(rows, add);
    }

    void setMappings(List<PortMapping> mappings) {
        shown.clear();
        rows.removeAll();
        mappings.forEach(this::add);
    }

    List<PortMapping> mappings() {
        return shown.stream().map(Row::mapping).toList();
    }

    /** Shows an error that names a field of a mapping; tells whether there was such a field. */
    boolean show(FieldError error) {
        for (int i = 0; i < shown.size(); i++) {
            String prefix = "ports[" + i + "].";
            if (error.field().startsWith(prefix)) {
                shown.get(i).show(error.field().substring(prefix.length()), error.message());
                return true;
            }
        }
        return false;
    }

    void clearErrors() {
        shown.forEach(Row::clearErrors);
    }

    private void add(PortMapping mapping) {
        Row row = new Row(mapping);
        shown.add(row);
        rows.add(row);
    }

    private final class Row extends Div {

        private final IntegerField port = new IntegerField("Host port");
        private final ComboBox<String> address = new ComboBox<>("Bind address");
        private final Div warning = new Div();

        Row(PortMapping mapping) {
            addClassName("ports-row");
            port.setValue(mapping.hostPort());
            port.setMin(1);
            port.setMax(65_535);
            port.addValueChangeListener(change -> warn());
            address.setItems(ADDRESSES.keySet());
            address.setItemLabelGenerator(a -> ADDRESSES.getOrDefault(a, a));
            address.setAllowCustomValue(true);
            address.addCustomValueSetListener(typed -> address.setValue(typed.getDetail()));
            address.setValue(mapping.bindAddress());
            address.addValueChangeListener(change -> warn());
            Button remove = new Button(VaadinIcon.TRASH.create(), click -> {
                shown.remove(this);
                rows.remove(this);
            });
            remove.addThemeVariants(ButtonVariant.AURA_TERTIARY);
            remove.setAriaLabel("Remove this port mapping");
            remove.setTooltipText("Remove this port mapping");
            warning.addClassName("ports-warning");
            Div fields = new Div(port, address, remove);
            fields.addClassName("ports-fields");
            add(fields, warning);
            warn();
        }

        PortMapping mapping() {
            return new PortMapping(
                    port.getValue() == null ? 0 : port.getValue(),
                    address.getValue() == null ? PortMapping.LOOPBACK : address.getValue());
        }

        void show(String field, String message) {
            if (field.equals("hostPort")) {
                // What is no number at all was sent as 0
                port.setErrorMessage(UnreadableNumbers.in(Map.of(field, port)).stream()
                        .map(FieldError::message)
                        .findFirst()
                        .orElse(message));
                port.setInvalid(true);
                port.focus();
            } else {
                address.setErrorMessage(message);
                address.setInvalid(true);
                address.focus();
            }
        }

        void clearErrors() {
            port.setInvalid(false);
            address.setInvalid(false);
        }

        private void warn() {
            warning.removeAll();
            PortMapping mapping = mapping();
            warning.setVisible(mapping.exposed());
            if (mapping.exposed()) {
                warning.add(
                        new Paragraph("Other machines will reach this port. Docker publishes past ufw, so a rule of ufw"
                                + " does not close it. To let in one address only (put yours in place of 192.0.2.10):"),
                        new CopyField("", Firewall.onlyFrom("192.0.2.10", mapping.hostPort())));
            }
        }
    }
}
