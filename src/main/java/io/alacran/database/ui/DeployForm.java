package io.alacran.database.ui;

import com.vaadin.flow.component.HasValidation;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.alacran.database.Databases;
import io.alacran.database.DeployRequest;
import io.alacran.database.OrphanedVolume;
import io.alacran.database.PortMapping;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.secret.Passwords;
import io.alacran.uikit.CopyButton;
import io.alacran.uikit.Notifications;
import io.alacran.uikit.UnreadableNumbers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a deploy: engine and name in sight, everything else folded with its default shown. */
class DeployForm extends Div {

    private static final long BYTES_PER_MIB = 1024L * 1024;

    private final transient Databases databases;
    private final EngineCards engines;
    private final Paragraph notice = new Paragraph();
    private final TextField name = new TextField("Name");
    private final Span address = new Span();
    private final Span preview = new Span(new Text("Reached on the shared network as "), address);
    private final ComboBox<String> version = new ComboBox<>("Version");
    private final TextField username = new TextField("User");
    private final TextField databaseName = new TextField("Database");
    private final PasswordField password = new PasswordField("Password");
    private final CopyButton copyPassword = new CopyButton(password::getValue);
    private final Button generate =
            new Button(VaadinIcon.REFRESH.create(), click -> password.setValue(Passwords.generate()));
    private final Div passwordRow = new Div(password, copyPassword, generate);
    private final PortMappingsEditor ports;
    private final IntegerField memory = new IntegerField("Memory limit (MiB)");
    private final NumberField cpus = new NumberField("CPU limit (cores)");
    private final TextField description = new TextField("Description");
    private final Details more;
    private final Map<String, HasValidation> fields = new LinkedHashMap<>();
    private @Nullable String volume;

    DeployForm(Databases databases, EngineCatalog catalog) {
        this.databases = databases;
        addClassName("deploy-form");
        engines = new EngineCards(catalog.engines());
        engines.addValueChangeListener(change -> engineChosen());
        ports = new PortMappingsEditor(
                () -> databases.freePort(engines.getValue().port(), PortMapping.LOOPBACK));
        notice.addClassName("deploy-notice");

        name.setRequiredIndicatorVisible(true);
        name.setPlaceholder("shop");
        name.setAutofocus(true);
        name.setValueChangeMode(ValueChangeMode.EAGER);
        name.addValueChangeListener(change -> nameTyped());
        preview.addClassName("deploy-preview");
        address.addClassName("mono");
        version.setItemLabelGenerator(
                v -> v + (engines.getValue().longTermSupport(v) ? "" : " (no long-term support)"));
        version.setAllowCustomValue(true);
        version.addCustomValueSetListener(typed -> version.setValue(typed.getDetail()));
        password.setValue(Passwords.generate());
        password.setHelperText("Generated. It can be seen again later by a click that is audited.");
        generate.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        generate.setAriaLabel("Generate another password");
        generate.setTooltipText("Generate another password");
        copyPassword.setLabel("Copy the password");
        passwordRow.addClassName("deploy-password");
        memory.setPlaceholder("no limit");
        cpus.setPlaceholder("no limit");
        cpus.setStep(0.5);

        Div grid = new Div(version, databaseName, username, passwordRow, memory, cpus, description);
        grid.addClassName("deploy-more");
        more = new Details("More", new Div(grid, ports));
        add(engines, notice, new Div(name, preview), more);
        register();
        version.addValueChangeListener(change -> summarise());
        more.addOpenedChangeListener(change -> summarise());
        engineChosen();
        nameTyped();
    }

    /** The defaults, while they are folded away. */
    private void summarise() {
        List<String> parts = new ArrayList<>();
        parts.add("version " + version.getValue());
        if (volume == null) {
            parts.add("a generated password");
        }
        int mappings = ports.mappings().size();
        parts.add(mappings == 0 ? "no host port" : mappings + (mappings == 1 ? " host port" : " host ports"));
        parts.add(memory.getValue() == null && cpus.getValue() == null ? "no limits" : "limits");
        more.setSummaryText(more.isOpened() ? "More" : "More: " + String.join(", ", parts));
    }

    private void register() {
        fields.put("engine", engines);
        fields.put("name", name);
        fields.put("version", version);
        fields.put("username", username);
        fields.put("databaseName", databaseName);
        fields.put("password", password);
        fields.put("limits.memoryBytes", memory);
        fields.put("limits.cpus", cpus);
        fields.put("description", description);
    }

    DeployRequest request() {
        Long bytes = memory.getValue() == null ? null : memory.getValue() * BYTES_PER_MIB;
        return new DeployRequest(
                name.getValue().strip(),
                engines.getValue().id(),
                version.getValue(),
                description.getValue(),
                null,
                ports.mappings(),
                new DeployRequest.Limits(bytes, cpus.getValue()),
                databaseName.getValue(),
                username.getValue(),
                passwordRow.isVisible() ? password.getValue() : null,
                volume);
    }

    /** Puts back what was typed, with the volume that it was for: never a fresh one in its place. */
    void fill(EngineCatalog catalog, DeployRequest r) {
        catalog.find(r.engine() == null ? "" : r.engine()).ifPresent(engines::setValue);
        if (r.volume() != null) {
            startOn(r.volume());
        }
        name.setValue(text(r.name()));
        version.setValue(r.version());
        databaseName.setValue(text(r.databaseName()));
        username.setValue(text(r.username()));
        if (r.password() != null) {
            passwordRow.setVisible(true);
            password.setValue(r.password());
        }
        description.setValue(text(r.description()));
        ports.setMappings(r.ports() == null ? List.of() : r.ports());
        DeployRequest.Limits limits = r.limits();
        if (limits != null) {
            memory.setValue(limits.memoryBytes() == null ? null : (int) (limits.memoryBytes() / BYTES_PER_MIB));
            cpus.setValue(limits.cpus());
        }
    }

    /** Fixes what the volume decides: its engine, version and login. */
    void onVolume(EngineCatalog catalog, OrphanedVolume v) {
        catalog.find(v.engine()).ifPresent(engines::setValue);
        name.setValue(v.formerName());
        version.setValue(v.version());
        startOn(v.name());
    }

    private void startOn(String kept) {
        volume = kept;
        engines.setReadOnly(true);
        version.setReadOnly(true);
        List.of(username, databaseName, passwordRow).forEach(f -> f.setVisible(false));
        password.clear();
        password.setHelperText("The one that the data on the volume have.");
        generate.setVisible(false);
        notice.setText("It starts on the volume " + kept + ": with its data, its user and its password.");
        notice.setVisible(true);
        summarise();
    }

    /** @throws InvalidInputException when something typed as a number is none, which a request leaves out */
    void refuseUnreadable() {
        UnreadableNumbers.refuse(fields);
    }

    /** Shows every error at its field, opens what is folded, and puts the focus on the first. */
    void show(List<FieldError> errors) {
        clearErrors();
        boolean focused = false;
        for (FieldError error : errors) {
            HasValidation field = fields.get(error.field());
            if (field == password) {
                // That of a volume was forgotten with its key, so it has to be typed
                passwordRow.setVisible(true);
            }
            if (field != null) {
                field.setErrorMessage(sentence(error.message()));
                field.setInvalid(true);
                if (!focused && field instanceof com.vaadin.flow.component.Focusable<?> focusable) {
                    focusable.focus();
                    focused = true;
                }
            } else if (!ports.show(error)) {
                Notifications.error(error.field() + ": " + error.message(), null);
            }
            if (field != name && field != engines) {
                more.setOpened(true);
            }
        }
    }

    private void clearErrors() {
        fields.values().forEach(f -> f.setInvalid(false));
        ports.clearErrors();
    }

    private void engineChosen() {
        DatabaseEngine engine = engines.getValue();
        version.setItems(engine.versions());
        version.setValue(engine.defaultVersion());
        username.setPlaceholder(engine.defaultUsername());
        username.setReadOnly(!engine.usernameChoosable());
        boolean databases = !engine.defaultDatabaseName("x").isEmpty();
        databaseName.setVisible(databases);
        databaseName.setReadOnly(!engine.databaseNameChoosable());
        databaseName.setHelperText(
                engine.databaseNameChoosable() ? "" : "Its image makes no other: create yours in the workbench.");
        // What is locked is not asked for, either
        List.of(username, databaseName).stream().filter(TextField::isReadOnly).forEach(TextField::clear);
        String text = engine.notice();
        if (!engine.queryable()) {
            text = engine.title() + " is deployed and reached like the others, but speaks no SQL: the workbench cannot"
                    + " query it. Use its own client; the page of the database has the commands.";
        }
        notice.setText(text);
        notice.setVisible(!text.isEmpty());
        nameTyped();
    }

    private void nameTyped() {
        String typed = name.getValue().strip();
        summarise();
        address.setText(databases.containerName(typed.isEmpty() ? "NAME" : typed) + ":"
                + engines.getValue().port());
        databaseName.setPlaceholder(engines.getValue().defaultDatabaseName(typed.isEmpty() ? "name" : typed));
        if (typed.isEmpty()) {
            name.setInvalid(false);
            return;
        }
        databases
                .nameError(typed)
                .ifPresentOrElse(
                        error -> {
                            name.setErrorMessage(sentence(error));
                            name.setInvalid(true);
                        },
                        () -> name.setInvalid(false));
    }

    private static String sentence(String message) {
        return Character.toUpperCase(message.charAt(0)) + message.substring(1) + ".";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
