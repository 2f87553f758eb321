package io.alacran.setup.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionStatus;
import io.alacran.problem.InvalidInputException;
import io.alacran.secret.Passwords;
import io.alacran.setup.internal.FirstTunnel;
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
    private final String prefix;
    private final Runnable next;
    private final String host = BrowserHost.current();
    private final Checkbox wanted = new Checkbox("Turn the bastion on");
    private final IntegerField port = new IntegerField("Port");
    private final TextField name = new TextField("First account");
    private final RadioButtonGroup<String> way = new RadioButtonGroup<>("It signs in");
    private final TextField key = new TextField("Public key");
    private final FieldErrors errors =
            new FieldErrors().at("port", port).at("name", name, "The name").at("publicKeys", key, "The key");

    /** @param prefix the start of container names */
    BastionStep(FirstTunnel tunnel, String prefix, Runnable next) {
        super(
                "Bastion",
                "Developers reach databases from their own machines with ssh, through one port and without port"
                        + " mappings. It can be turned on later too.");
        this.tunnel = tunnel;
        this.prefix = prefix;
        this.next = next;
        port.setValue(tunnel.status().settings().port());
        name.setValue("dev");
        name.setMaxLength(64);
        name.setHelperText("An account of the bastion alone, no user of this machine");
        way.setItems(PASSWORD, KEY);
        way.setValue(PASSWORD);
        way.addValueChangeListener(change -> key.setVisible(change.getValue().equals(KEY)));
        key.setVisible(false);
        key.setPlaceholder("ssh-ed25519 AAAA… you@laptop");
        Div fields = new Div(port, name, way, key);
        fields.addClassName("setup-bastion");
        fields.setVisible(false);
        wanted.addValueChangeListener(change -> {
            fields.setVisible(change.getValue());
            actions();
        });
        setBody(wanted, fields);
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
        try {
            BastionStatus status = tunnel.turnOn(
                    port.getValue() == null ? 0 : port.getValue(),
                    new BastionAccounts.Draft(name.getValue(), password, keys, null, null, true));
            if (status.problem() == null) {
                done(status, password);
            } else {
                errors.clear();
                Notifications.error(status.problem(), null);
            }
        } catch (InvalidInputException e) {
            errors.show(e);
        } catch (RuntimeException e) {
            Notifications.error(e);
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
        setBody(facts);
        setActions(onward("Continue", next));
    }

    private static String orDash(@Nullable String text) {
        return text == null ? "–" : text;
    }
}
