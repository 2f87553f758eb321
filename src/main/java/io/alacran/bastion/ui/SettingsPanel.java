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
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionSettings;
import io.alacran.bastion.BastionSettings.Home;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.HomeChoice;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.Background;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** On or off, where it listens, and where it runs. */
class SettingsPanel extends Section {

    private static final Map<String, String> ADDRESSES =
            Map.of(BastionSettings.EVERYWHERE, "0.0.0.0, all addresses", "127.0.0.1", "127.0.0.1, this machine only");

    private final transient Bastion bastion;
    private final Div problem = new Div();
    private final IntegerField port = new IntegerField("Port");
    private final ComboBox<String> address = new ComboBox<>("Bind address");
    private final HomeChoice home = new HomeChoice();
    private final TextArea authorities = new TextArea("Authorities of user certificates");
    private final Button turn = new Button("Turn on", click -> turn());
    private final Button save = new Button("Save", click -> save());
    private final Span doing = new Span();
    private final Div progress = progress(doing);
    private final FieldErrors errors;
    private @Nullable BastionSettings shown;
    private boolean busy;

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
        errors = new FieldErrors()
                .at("port", port)
                .at("bindAddress", address)
                .at("home", home)
                .at("userCaKeys", authorities, "Key");
        Div fields = new Div(port, address);
        fields.addClassName("bastion-fields");
        turn.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        Div actions = new Div(turn, save);
        actions.addClassName("form-actions");
        add(
                new H2("Server"),
                problem,
                fields,
                home,
                new Details("More: user certificates", authorities),
                actions,
                progress);
    }

    private static Div progress(Span doing) {
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        Div progress = new Div(doing, bar);
        progress.addClassName("bastion-progress");
        progress.getElement().setAttribute("aria-live", "polite");
        return progress;
    }

    /** What somebody types here is kept while something else changes. */
    void show(BastionStatus status) {
        BastionSettings settings = status.settings();
        problem.setVisible(status.problem() != null);
        problem.removeAll();
        if (status.problem() != null) {
            boolean lost = status.state() == BastionStatus.State.OUT_OF_TOUCH;
            problem.add(
                    new Span(lost ? "It is on, but out of touch." : "It is on but does not run."),
                    new Paragraph(status.problem()));
        }
        if (!settings.equals(shown)) {
            errors.clear();
            port.setValue(settings.port());
            address.setValue(settings.bindAddress());
            home.setValue(settings.home());
            authorities.setValue(String.join("\n", settings.userCaKeys()));
            turn.setText(settings.enabled() ? "Turn off" : "Turn on");
            turn.removeThemeVariants(ButtonVariant.AURA_PRIMARY);
            if (!settings.enabled()) {
                turn.addThemeVariants(ButtonVariant.AURA_PRIMARY);
            }
            save.setVisible(settings.enabled());
        }
        save.setText(status.state() == BastionStatus.State.FAILED ? "Save and start" : "Save");
        shown = settings;
        showProgress(status.state() == BastionStatus.State.STARTING);
    }

    private void showProgress(boolean starting) {
        boolean inContainer = shown != null && shown.home() == Home.CONTAINER;
        doing.setText(
                !starting
                        ? "Saving …"
                        : inContainer ? "Starting its container, which takes some seconds …" : "Starting …");
        progress.setVisible(busy || starting);
        turn.setEnabled(!busy && !starting);
        save.setEnabled(!busy && !starting);
    }

    private void turn() {
        if (shown == null || !shown.enabled()) {
            configure(draft(true));
        } else {
            askIfAnyIsCut("Turn the bastion off?", "and nobody can open another one", "Turn off", draft(false));
        }
    }

    private void save() {
        BastionSettings now = shown;
        SettingsDraft draft = draft(null);
        boolean moves = now != null
                && !(Objects.equals(draft.port(), now.port())
                        && Objects.equals(draft.bindAddress(), now.bindAddress())
                        && home.getValue() == now.home());
        if (moves) {
            askIfAnyIsCut(
                    "Start the bastion anew?", "since it ends where it is; clients can connect again", "Save", draft);
        } else {
            configure(draft);
        }
    }

    private void askIfAnyIsCut(String title, String consequence, String action, SettingsDraft draft) {
        int tunnels = bastion.sessions().size();
        if (tunnels == 0) {
            configure(draft);
            return;
        }
        ConfirmDialog question = new ConfirmDialog(
                title,
                "The " + (tunnels == 1 ? "open tunnel is" : tunnels + " open tunnels are") + " cut, " + consequence
                        + ". Accounts and the host key are kept.",
                action,
                event -> configure(draft));
        question.setCancelable(true);
        question.open();
    }

    private SettingsDraft draft(@Nullable Boolean enabled) {
        return new SettingsDraft(
                enabled,
                port.getValue() == null ? 0 : port.getValue(),
                address.getValue(),
                home.getValue().word(),
                Lines.of(authorities.getValue()));
    }

    private void configure(SettingsDraft draft) {
        busy = true;
        showProgress(false);
        Background.ask(this, () -> bastion.configure(draft), this::done, this::failed);
    }

    private void done(BastionStatus now) {
        busy = false;
        show(now);
        errors.clear();
        if (now.problem() == null) {
            Notifications.success(
                    now.settings().enabled()
                            ? "The bastion listens on port " + now.settings().port() + "."
                            : "The bastion is off.");
        }
    }

    private void failed(Exception failure) {
        busy = false;
        showProgress(false);
        if (failure instanceof InvalidInputException invalid) {
            errors.show(invalid);
        } else {
            Notifications.error(failure);
        }
    }
}
