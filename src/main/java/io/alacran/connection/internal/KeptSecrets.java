package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections.SshSecrets;
import io.alacran.connection.Connections.Unsaved;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which of its stored secrets a connection keeps when it is changed: those that the change does not name, as long as they go
 * where they went. Whoever may change a connection must not learn its password by that, from a server of their own.
 */
@Component
class KeptSecrets {

    private final ConnectionStore store;
    private final ConnectionVault vault;

    KeptSecrets(ConnectionStore store, ConnectionVault vault) {
        this.store = store;
        this.vault = vault;
    }

    /** @throws InvalidInputException when one is missing */
    Credentials ofNew(NamedConnection made, ConnectionDraft draft) {
        Credentials credentials = vault.encrypted(made, draft, Credentials.NONE);
        require(made, credentials);
        return credentials;
    }

    /** @throws InvalidInputException when one is missing, or would go elsewhere */
    Credentials after(ConnectionDraft draft, NamedConnection present, NamedConnection changed) {
        Credentials stored = store.credentials(present.id());
        checkStay(draft, stored, present, changed);
        Credentials kept = vault.encrypted(changed, draft, stored);
        require(changed, kept);
        return kept;
    }

    /** @throws InvalidInputException when one would go elsewhere */
    void checkStay(ConnectionDraft draft, NamedConnection present, NamedConnection changed) {
        checkStay(draft, store.credentials(present.id()), present, changed);
    }

    /** What is asked for, with the stored secrets where it leads to the same place. */
    Unsaved unsaved(ConnectionDraft draft, @Nullable NamedConnection present, NamedConnection wanted) {
        String password = wanted.passwordPlaceholder() == null ? draft.password() : null;
        String key = draft.keyPem();
        if (present != null && !leadsElsewhere(present, wanted)) {
            Credentials stored = store.credentials(wanted.id());
            password = password == null ? vault.password(wanted.id(), stored) : password;
            key = key == null ? vault.key(wanted.id(), stored) : key;
        }
        return new Unsaved(wanted, password, key, ssh(draft, present, wanted));
    }

    private SshSecrets ssh(ConnectionDraft draft, @Nullable NamedConnection present, NamedConnection wanted) {
        SshTunnelDraft asked = draft.sshTunnel();
        if (asked == null) {
            return SshSecrets.NONE;
        }
        boolean kept = present != null && !SshForm.leadsElsewhere(present.sshTunnel(), wanted.sshTunnel());
        SshSecrets stored = kept ? vault.ssh(wanted.id(), store.credentials(wanted.id())) : SshSecrets.NONE;
        return new SshSecrets(
                asked.password() == null ? stored.password() : asked.password(),
                asked.privateKey() == null ? stored.privateKey() : asked.privateKey(),
                asked.passphrase() == null ? stored.passphrase() : asked.passphrase());
    }

    private static boolean leadsElsewhere(NamedConnection present, NamedConnection changed) {
        return !Objects.equals(present.host(), changed.host())
                || !Objects.equals(present.port(), changed.port())
                || present.tls() != changed.tls()
                || !Objects.equals(present.caPem(), changed.caPem())
                || SshForm.leadsElsewhere(present.sshTunnel(), changed.sshTunnel());
    }

    private static void checkStay(
            ConnectionDraft draft, Credentials stored, NamedConnection present, NamedConnection changed) {
        boolean elsewhere = leadsElsewhere(present, changed);
        if (draft.password() == null && stored.password() != null && elsewhere) {
            throw new InvalidInputException(
                    "password",
                    "is needed again: the stored one is not sent to another address or with other encryption");
        }
        SshTunnelDraft ssh = draft.sshTunnel();
        if (ssh != null
                && ssh.password() == null
                && stored.sshPassword() != null
                && SshForm.leadsElsewhere(present.sshTunnel(), changed.sshTunnel())) {
            throw new InvalidInputException(
                    "sshTunnel.password", "is needed again: the stored one is not sent to another server");
        }
    }

    private static void require(NamedConnection connection, Credentials credentials) {
        if (connection.certificatePem() != null && credentials.key() == null) {
            throw new InvalidInputException("tls.keyPem", "is needed with a certificate");
        }
        SshForm.missing(connection, credentials.sshPassword() != null, credentials.sshKey() != null)
                .ifPresent(why -> {
                    throw new InvalidInputException(List.of(why));
                });
    }
}
