package io.alacran.setup.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionSettings.Home;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.HomeChoice;
import io.alacran.bastion.TrialList;
import io.alacran.problem.InvalidInputException;
import io.alacran.secret.Passwords;
import io.alacran.setup.internal.FirstTunnel;
import io.alacran.uikit.Background;
import io.alacran.uikit.BrowserHost;
import io.alacran.uikit.CopyField;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Offers the bastion, which stays off unless somebody wants it, with a first account. */
class BastionStep extends StepPanel {

    private static final String PASSWORD = "With a generated password";
    private static final String KEY = "With a public key";

    private final FirstTunnel tunnel;
    private final Bastion bastion;
    private final String prefix;
    private final Runnable next;
    private final String host = BrowserHost.current();
    private final Checkbox wanted = new Checkbox("Turn the bastion on");
    private final Div fields = new Div();
    private final HomeChoice home = new HomeChoice();
    private final IntegerField port = new IntegerField("Port");
    private final TextField name = new TextField("First account");
    private final RadioButtonGroup<String> way = new RadioButtonGroup<>("It signs in");
    private final TextField key = new TextField("Public key");
    private final FieldErrors errors = new FieldErrors()
            .at("home", home)
            .at("port", port)
            .at("name", name, "The name")
            .at("publicKeys", key, "The key");

    /** @param prefix the start of container names */
    BastionStep(FirstTunnel tunnel, Bastion bastion, String prefix, Runnable next) {
        super(
                "Bastion",
                "Developers reach databases from their own machines with ssh, through one port and without port"
                        + " mappings. It can be turned on later too.");
        this.tunnel = tunnel;
        this.bastion = bastion;
        this.prefix = prefix;
        this.next = next;
        focusTitle();
        home.setValue(tunnel.recommendedHome());
        port.setMin(1);
        port.setMax(65_535);
        port.setValue(tunnel.status().settings().port());
        name.setValue("dev");
        name.setMaxLength(64);
        name.setHelperText("An account of the bastion alone, no user of this machine");
        way.setItems(PASSWORD, KEY);
        way.setValue(PASSWORD);
        way.addValueChangeListener(change -> key.setVisible(change.getValue().equals(KEY)));
        key.setVisible(false);
        key.setPlaceholder("ssh-ed25519 AAAA… you@laptop");
        Paragraph reach =
                new Paragraph("Other machines can reach it then, as far as firewalls let them. The account may"
                        + " open tunnels to every database, and to nothing else; this and the address it listens at can be"
                        + " narrowed on the Bastion page.");
        reach.addClassName("secondary");
        fields.add(home, port, name, way, key, reach);
        fields.addClassName("setup-bastion");
        fields.setVisible(false);
        wanted.addValueChangeListener(change -> {
            fields.setVisible(change.getValue());
            actions();
        });
        BastionStatus present = tunnel.status();
        if (present.running()) {
            tunnel.account().ifPresent(name::setValue);
            done(present, "");
        } else {
            form();
        }
    }

    private void form(Component... above) {
        setBody(above);
        addToBody(wanted, fields);
        actions();
    }

    private void actions() {
        if (wanted.getValue()) {
            setActions(aside("Skip", this::skip), onward("Turn it on", this::turnOn));
        } else {
            setActions(onward("Continue without", this::skip));
        }
    }

    private void skip() {
        tunnel.turnOff();
        next.run();
    }

    private void turnOn() {
        String password = way.getValue().equals(PASSWORD) ? Passwords.generate() : "";
        List<String> keys = password.isEmpty() && !key.isEmpty() ? List.of(key.getValue()) : List.of();
        BastionAccounts.Draft account = new BastionAccounts.Draft(name.getValue(), password, keys, null, null, true);
        int at = port.getValue() == null ? 0 : port.getValue();
        ProgressBar bar = new ProgressBar();
        bar.setIndeterminate(true);
        Home where = home.getValue();
        setBody(
                new Span(
                        where == Home.CONTAINER
                                ? "Starting its container, which takes some seconds …"
                                : "Starting the bastion …"),
                bar);
        setActions();
        Background.ask(
                this,
                () -> tunnel.turnOn(where, at, account),
                status -> {
                    if (status.problem() == null) {
                        done(status, password);
                    } else {
                        errors.clear();
                        form(problem("The bastion is on but does not run. " + status.problem(), null));
                    }
                },
                this::refused);
    }

    private void refused(Exception failure) {
        form();
        if (failure instanceof InvalidInputException invalid) {
            errors.show(invalid);
        } else {
            Notifications.error(failure);
        }
    }

    private void done(BastionStatus status, String password) {
        Paragraph says =
                new Paragraph("The bastion listens on port " + status.settings().port() + ". When ");
        says.add(new Code("ssh"));
        says.add(" asks for the first time, compare the fingerprint.");
        Div facts = new Div(says);
        facts.addClassName("setup-bastion");
        if (!password.isEmpty()) {
            facts.add(new CopyField("Password of " + name.getValue().strip() + ", shown this once", password));
        }
        facts.add(new CopyField("Fingerprint of the host key", orDash(status.fingerprint())));
        facts.add(new CopyField(
                "A tunnel to a database, from your own machine",
                "ssh -N -L 8181:" + prefix + "NAME:5432 " + name.getValue().strip() + "@" + host + " -p "
                        + status.settings().port()));
        Paragraph elsewhere = new Paragraph(BrowserHost.hint(host));
        elsewhere.addClassName("secondary");
        facts.add(elsewhere);
        facts.add(new CopyField(
                "If this machine has a firewall",
                "ufw allow " + status.settings().port() + "/tcp"));
        TrialList trial = new TrialList();
        setBody(facts, trial);
        Button attempt = aside("Try it", () -> {});
        attempt.addClickListener(click -> {
            attempt.setEnabled(false);
            trial.attempt(bastion, null, () -> attempt.setEnabled(true));
        });
        setActions(attempt, onward("Continue", next));
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "–" : text;
    }
}
