package io.alacran.connection.internal;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Connections.SshSecrets;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.secret.Secrets;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Encrypts the secrets of connections before they are stored, and decrypts them as long as they are needed. */
@Component
class ConnectionVault {

    private final Secrets secrets;

    ConnectionVault(Secrets secrets) {
        this.secrets = secrets;
    }

    @Nullable
    String password(String id, Credentials stored) {
        return decrypted(Credentials.passwordOwner(id), stored.password());
    }

    @Nullable
    String key(String id, Credentials stored) {
        return decrypted(Credentials.keyOwner(id), stored.key());
    }

    SshSecrets ssh(String id, Credentials stored) {
        return new SshSecrets(
                decrypted(Credentials.sshPasswordOwner(id), stored.sshPassword()),
                decrypted(Credentials.sshKeyOwner(id), stored.sshKey()),
                decrypted(Credentials.sshPassphraseOwner(id), stored.sshPassphrase()));
    }

    /** What the draft says of secrets, encrypted, and for the rest what is stored. */
    Credentials encrypted(NamedConnection c, ConnectionDraft draft, Credentials stored) {
        String password = c.passwordPlaceholder() != null
                ? null
                : chosen(draft.password(), Credentials.passwordOwner(c.id()), stored.password());
        String key =
                c.certificatePem() == null ? null : chosen(draft.keyPem(), Credentials.keyOwner(c.id()), stored.key());
        SshTunnelSettings ssh = c.sshTunnel();
        SshTunnelDraft asked = draft.sshTunnel();
        if (ssh == null || asked == null) {
            return new Credentials(password, key, null, null, null);
        }
        return new Credentials(
                password,
                key,
                ssh.passwordPlaceholder() != null
                        ? null
                        : chosen(asked.password(), Credentials.sshPasswordOwner(c.id()), stored.sshPassword()),
                ssh.privateKeyPlaceholder() != null
                        ? null
                        : chosen(asked.privateKey(), Credentials.sshKeyOwner(c.id()), stored.sshKey()),
                ssh.passphrasePlaceholder() != null
                        ? null
                        : chosen(asked.passphrase(), Credentials.sshPassphraseOwner(c.id()), stored.sshPassphrase()));
    }

    private @Nullable String chosen(@Nullable String asked, String owner, @Nullable String stored) {
        return asked == null ? stored : asked.isEmpty() ? null : secrets.encrypt(owner, asked);
    }

    private @Nullable String decrypted(String owner, @Nullable String encrypted) {
        return encrypted == null ? null : secrets.decrypt(owner, encrypted);
    }
}
