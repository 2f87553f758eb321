package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.engine.AddressRules;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialect.Feature;
import io.alacran.engine.Endpoint;
import io.alacran.engine.TlsMode;
import io.alacran.problem.FieldError;
import io.alacran.ssh.JumpHost;
import io.alacran.ssh.PrivateKeys;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What may be asked for as the SSH server on the way. */
@Component
class SshForm {

    private static final int LONGEST_KEY = 20_000;
    private static final String FINGERPRINT = "SHA256:[A-Za-z0-9+/]{43}";

    private final Placeholders placeholders;

    SshForm(Placeholders placeholders) {
        this.placeholders = placeholders;
    }

    /**
     * Null where none is asked for.
     *
     * @param server whether the connection leads to a server whose address was given
     * @param present what is changed; null for a new one
     */
    @Nullable
    SshTunnelSettings read(
            ConnectionDraft draft,
            boolean server,
            Dialect dialect,
            TlsMode tls,
            @Nullable NamedConnection present,
            List<FieldError> errors) {
        SshTunnelDraft asked = draft.sshTunnel();
        if (asked == null) {
            return null;
        }
        if (!server) {
            errors.add(new FieldError(
                    "sshTunnel",
                    dialect.fileBased()
                            ? "goes with a server, this database is a file"
                            : "is not needed: the console reaches its own databases by itself"));
            return null;
        }
        if (tls == TlsMode.VERIFY && !dialect.features().contains(Feature.VERIFY_THROUGH_TUNNEL)) {
            errors.add(new FieldError(
                    "tls.mode",
                    "verify does not go through an SSH tunnel with " + dialect.title()
                            + ": its driver would check the certificate for 127.0.0.1; use require, the tunnel is"
                            + " encrypted and its host key verified"));
        }
        place(asked, errors);
        secrets(asked, errors);
        String hostKey = blankIsNone(asked.hostKey());
        if (hostKey != null && !hostKey.matches(FINGERPRINT)) {
            errors.add(new FieldError(
                    "sshTunnel.hostKey",
                    "is not a fingerprint such as SHA256: and 43 characters; ssh-keygen -lf shows it"));
        }
        SshTunnelSettings before = present == null ? null : present.sshTunnel();
        return new SshTunnelSettings(
                text(asked.host()),
                asked.port(),
                text(asked.username()),
                placeholder(asked.password(), before == null ? null : before.passwordPlaceholder()),
                placeholder(asked.privateKey(), before == null ? null : before.privateKeyPlaceholder()),
                placeholder(asked.passphrase(), before == null ? null : before.passphrasePlaceholder()),
                hostKey);
    }

    private void place(SshTunnelDraft asked, List<FieldError> errors) {
        String host = text(asked.host());
        plain("sshTunnel.host", host, errors)
                .flatMap(name -> Endpoint.hostRefusal(name).or(() -> AddressRules.refusal(name, asked.port())))
                .ifPresent(why -> errors.add(new FieldError("sshTunnel.host", why)));
        ConnectionForm.checkLength("sshTunnel.host", host, 255, errors);
        Integer port = asked.port();
        if (port != null && (port < 1 || port > 65535)) {
            errors.add(new FieldError("sshTunnel.port", port + " is not between 1 and 65535"));
        }
        String user = text(asked.username());
        plain("sshTunnel.username", user, errors)
                .filter(name -> !name.matches("[^\\p{Cntrl}]{1,255}"))
                .ifPresent(name -> errors.add(
                        new FieldError("sshTunnel.username", "is needed, on one line of at most 255 characters")));
    }

    private void secrets(SshTunnelDraft asked, List<FieldError> errors) {
        placeholderIn("sshTunnel.password", asked.password(), errors);
        placeholderIn("sshTunnel.passphrase", asked.passphrase(), errors);
        String key = asked.privateKey();
        if (key == null || key.isEmpty()) {
            return;
        }
        if (Placeholders.isOne(key)) {
            placeholderIn("sshTunnel.privateKey", key, errors);
            return;
        }
        ConnectionForm.checkLength("sshTunnel.privateKey", key, LONGEST_KEY, errors);
        String passphrase = asked.passphrase();
        if (passphrase != null && Placeholders.isOne(passphrase)) {
            return;
        }
        switch (PrivateKeys.read(key, passphrase)) {
            case FINE -> {}
            case NO_KEY ->
                errors.add(new FieldError(
                        "sshTunnel.privateKey",
                        "is not a private key as ssh-keygen writes it, -----BEGIN OPENSSH PRIVATE KEY-----"));
            case PASSPHRASE ->
                errors.add(new FieldError(
                        "sshTunnel.passphrase",
                        passphrase == null || passphrase.isEmpty()
                                ? "is needed: the private key is encrypted"
                                : "does not open the private key"));
        }
    }

    /** That there is something to sign in with, once it is known what is stored. */
    static Optional<FieldError> missing(NamedConnection c, boolean password, boolean key) {
        SshTunnelSettings ssh = c.sshTunnel();
        boolean some = ssh == null
                || password
                || key
                || ssh.passwordPlaceholder() != null
                || ssh.privateKeyPlaceholder() != null;
        return some
                ? Optional.empty()
                : Optional.of(new FieldError("sshTunnel.password", "is needed, or sshTunnel.privateKey"));
    }

    /** Whether a stored password would go to another server. */
    static boolean leadsElsewhere(@Nullable SshTunnelSettings present, @Nullable SshTunnelSettings changed) {
        return present == null || changed == null
                ? present != changed
                : !present.host().equals(changed.host()) || port(present) != port(changed);
    }

    private static int port(SshTunnelSettings ssh) {
        return Objects.requireNonNullElse(ssh.port(), JumpHost.PORT);
    }

    private void placeholderIn(String field, @Nullable String value, List<FieldError> errors) {
        if (value != null && Placeholders.isOne(value)) {
            plain(field, value, errors);
        }
    }

    /** The value if it has no placeholders; those it has are checked. */
    private Optional<String> plain(String field, String value, List<FieldError> errors) {
        if (!Placeholders.isIn(value)) {
            return Optional.of(value);
        }
        placeholders.refusal(value).ifPresent(why -> errors.add(new FieldError(field, why)));
        return Optional.empty();
    }

    private static @Nullable String placeholder(@Nullable String asked, @Nullable String before) {
        return asked == null ? before : Placeholders.isOne(asked) ? asked : null;
    }

    private static String text(@Nullable String typed) {
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable String blankIsNone(@Nullable String typed) {
        return text(typed).isEmpty() ? null : text(typed);
    }
}
