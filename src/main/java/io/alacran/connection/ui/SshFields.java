package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connection.SshTunnelSettings;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SSH server on the way, off unless it is asked for: where it is, how to sign in there, and which key it is known by. */
class SshFields extends Div {

    final Checkbox on;
    final TextField host;
    final IntegerField port;
    final TextField username;
    final PasswordField password;
    final TextArea key;
    final PasswordField passphrase;
    final TextField hostKey;
    final StoredSecret storedPassword;
    final StoredSecret storedKey;
    final StoredSecret storedPassphrase;
    private final Div fields = new Div();
    private final Paragraph question = new Paragraph();
    private final Button trust = new Button("Trust this key", click -> trust());
    private final Div asking = new Div(question, trust);
    private final Button own = new Button("Use this console's bastion");
    private final Runnable trusted;
    private String offered = "";
    private boolean possible = true;

    /** @param trusted called after somebody trusted the key that a server showed */
    SshFields(WatchedFields watched, Runnable trusted) {
        this.trusted = trusted;
        addClassName("connection-ssh");
        on = watched.add("sshTunnel", new Checkbox("Through an SSH server"));
        on.setHelperText("Such as a bastion or a jump host; only that server has to reach the database.");
        host = watched.add("sshTunnel.host", new TextField("SSH host"));
        host.setRequiredIndicatorVisible(true);
        host.setPlaceholder("gate.example.org");
        port = watched.add("sshTunnel.port", new IntegerField("SSH port"));
        port.setPlaceholder("22");
        username = watched.add("sshTunnel.username", new TextField("SSH user"));
        username.setRequiredIndicatorVisible(true);
        username.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.OFF);
        password = secret(watched, "sshTunnel.password", "SSH password");
        key = watched.add("sshTunnel.privateKey", new TextArea("SSH private key"));
        key.addClassName("connection-pem");
        key.setPlaceholder("-----BEGIN OPENSSH PRIVATE KEY-----");
        key.setHelperText("Instead of a password, or besides; stored encrypted, never shown again");
        key.setMaxRows(6);
        passphrase = secret(watched, "sshTunnel.passphrase", "Passphrase of the key");
        storedPassword = new StoredSecret(watched, "sshTunnel.password", "SSH password", password);
        storedKey = new StoredSecret(watched, "sshTunnel.privateKey", "SSH key", key);
        storedPassphrase = new StoredSecret(watched, "sshTunnel.passphrase", "passphrase", passphrase);
        hostKey = watched.add("sshTunnel.hostKey", new TextField("Trusted host key"));
        hostKey.addClassName("connection-pem");
        hostKey.setPlaceholder("SHA256:…");
        hostKey.setHelperText("Left empty, the test shows the server's key and asks whether to trust it.");
        asking.addClassName("connection-host-key");
        asking.getElement().setAttribute("role", "status");
        asking.setVisible(false);
        fields.add(
                host, port, username, password, storedPassword, key, storedKey, passphrase, storedPassphrase, hostKey);
        fields.addClassName("connection-grid");
        on.addValueChangeListener(change -> arrange());
        own.setVisible(false);
        fields.add(own);
        add(Inputs.group("SSH tunnel", on), fields, asking);
        arrange();
    }

    private static PasswordField secret(WatchedFields watched, String field, String label) {
        PasswordField made = watched.add(field, new PasswordField(label));
        made.setAutocomplete(com.vaadin.flow.component.textfield.Autocomplete.NEW_PASSWORD);
        return made;
    }

    /** @param server whether the connection leads to a server whose address is filled in */
    void choose(boolean server) {
        possible = server;
        arrange();
    }

    private void arrange() {
        setVisible(possible);
        fields.setVisible(on.getValue());
        asking.setVisible(on.getValue() && !offered.isEmpty());
    }

    /** Fills in where a bastion is and which key it is known by, if somebody wants it. */
    void suggest(String bastionHost, int bastionPort, String fingerprint) {
        own.setVisible(true);
        own.addClickListener(click -> {
            host.setValue(bastionHost);
            port.setValue(bastionPort);
            hostKey.setValue(fingerprint);
            username.focus();
        });
        own.setTooltipText("Fills in all but the account. A database is known there by its container's name.");
    }

    boolean used() {
        return possible && on.getValue();
    }

    /** Asks whether to trust a key that a server showed; empty asks nothing more. */
    void offer(String fingerprint) {
        offered = fingerprint;
        question.setText(host.getValue() + " shows the key " + fingerprint
                + ". Compare it with what that server says of itself; whoever is in the middle shows another one.");
        arrange();
    }

    private void trust() {
        hostKey.setValue(offered);
        offer("");
        trusted.run();
    }

    /** @param kept the secrets that are kept when left empty, by the API's names; null for a copy, which gets none */
    void show(NamedConnection c, @Nullable Set<String> kept) {
        SshTunnelSettings ssh = c.sshTunnel();
        on.setValue(ssh != null);
        if (ssh != null) {
            host.setValue(ssh.host());
            port.setValue(ssh.port());
            username.setValue(ssh.username());
            password.setValue(Inputs.shown(ssh.passwordPlaceholder()));
            key.setValue(Inputs.shown(ssh.privateKeyPlaceholder()));
            passphrase.setValue(Inputs.shown(ssh.passphrasePlaceholder()));
            hostKey.setValue(Inputs.shown(ssh.hostKey()));
            if (kept != null) {
                storedPassword.show(kept, ssh.passwordPlaceholder());
                storedKey.show(kept, ssh.privateKeyPlaceholder());
                storedPassphrase.show(kept, ssh.passphrasePlaceholder());
            } else {
                password.setHelperText("Secrets are not copied: type them again.");
            }
        }
        arrange();
    }

    /** Null for a connection that goes straight. */
    @Nullable
    SshTunnelDraft draft() {
        if (!used()) {
            return null;
        }
        return new SshTunnelDraft(
                Inputs.text(host.getValue()),
                port.getValue(),
                Inputs.text(username.getValue()),
                storedPassword.draft(password.getValue()),
                storedKey.draft(key.getValue()),
                // Of no use without its key
                storedKey.getValue() ? "" : storedPassphrase.draft(passphrase.getValue()),
                Inputs.text(hostKey.getValue()));
    }
}
