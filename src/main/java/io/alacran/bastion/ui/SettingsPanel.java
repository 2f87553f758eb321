package io.alacran.bastion.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionSettings;
import io.alacran.bastion.BastionStatus;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** On or off, and where it listens. */
class SettingsPanel extends Section {

    private static final Map<String, String> ADDRESSES =
            Map.of(BastionSettings.EVERYWHERE, "0.0.0.0, all addresses", "127.0.0.1", "127.0.0.1, this machine only");

    private final transient Bastion bastion;
    private final Div problem = new Div();
    private final IntegerField port = new IntegerField("Port");
    private final ComboBox<String> address = new ComboBox<>("Bind address");
    private final Span home = new Span();
    private final TextArea authorities = new TextArea("Authorities of user certificates");
    private final Button turn = new Button("Turn on", click -> turn());
    private final Button save = new Button("Save", click -> configure(null));
    private final FieldErrors errors;
    private @Nullable BastionSettings shown;
    private int tunnels;

    SettingsPanel(Bastion bastion) {
        this.bastion = bastion;
        addClassNames("panel", "bastion-settings");
        problem.addClassName("problem");
        problem.getElement().setAttribute("role", "alert");
        port.setMin(1);
        port.setMax(65_535);
        port.setRequiredIndicatorVisible(true);
        address.setItems(ADDRESSES.keySet().stream().sorted().toList());
        address.setItemLabelGenerator(a -> ADDRESSES.getOrDefault(a, a));
        address.setAllowCustomValue(true);
        address.addCustomValueSetListener(typed -> address.setValue(typed.getDetail()));
        authorities.setHelperText(
                "Public keys, a line each. Certificates that they signed for an account's name sign it"
                        + " in, without its key being known here.");
        home.addClassName("secondary");
        errors = new FieldErrors().at("port", port).at("bindAddress", address).at("userCaKeys", authorities, "Key");
        Div fields = new Div(port, address);
        fields.addClassName("bastion-fields");
        turn.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        Div actions = new Div(turn, save);
        actions.addClassName("form-actions");
        add(new H2("Server"), problem, fields, home, new Details("More: user certificates", authorities), actions);
    }

    /** What somebody types here is kept while something else changes. */
    void show(BastionStatus status) {
        BastionSettings settings = status.settings();
        tunnels = status.tunnels();
        problem.setVisible(status.problem() != null);
        problem.removeAll();
        problem.add(new Span("It is on but does not run."), new Paragraph(String.valueOf(status.problem())));
        home.setText(
                switch (settings.home()) {
                    case EMBEDDED -> "It runs within this console, and stops with it.";
                    case CONTAINER -> "It runs in a container of its own on the shared network.";
                });
        if (!settings.equals(shown)) {
            errors.clear();
            port.setValue(settings.port());
            address.setValue(settings.bindAddress());
            authorities.setValue(String.join("\n", settings.userCaKeys()));
            turn.setText(settings.enabled() ? "Turn off" : "Turn on");
            turn.removeThemeVariants(ButtonVariant.AURA_PRIMARY);
            if (!settings.enabled()) {
                turn.addThemeVariants(ButtonVariant.AURA_PRIMARY);
            }
            save.setVisible(settings.enabled());
        }
        shown = settings;
    }

    private void turn() {
        boolean on = shown != null && shown.enabled();
        if (!on) {
            configure(true);
        } else if (tunnels == 0) {
            configure(false);
        } else {
            ConfirmDialog question = new ConfirmDialog(
                    "Turn the bastion off?",
                    "The " + (tunnels == 1 ? "open tunnel is" : tunnels + " open tunnels are")
                            + " cut, and nobody can open another one. Accounts and the host key are kept.",
                    "Turn off",
                    event -> configure(false));
            question.setCancelable(true);
            question.open();
        }
    }

    private void configure(@Nullable Boolean enabled) {
        try {
            BastionStatus now = bastion.configure(new SettingsDraft(
                    enabled,
                    port.getValue() == null ? 0 : port.getValue(),
                    address.getValue(),
                    null,
                    Lines.of(authorities.getValue())));
            errors.clear();
            if (now.problem() == null) {
                Notifications.success(
                        !now.settings().enabled()
                                ? "The bastion is off."
                                : "The bastion listens on port "
                                        + now.settings().port() + ".");
            }
        } catch (InvalidInputException e) {
            errors.show(e);
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
