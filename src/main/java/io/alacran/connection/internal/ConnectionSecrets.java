package io.alacran.connection.internal;

import io.alacran.secret.SecretColumn;
import io.alacran.secret.SecretColumns;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the secrets of connections are. */
@Component
class ConnectionSecrets implements SecretColumns {

    @Override
    public List<SecretColumn> columns() {
        return List.of(
                new SecretColumn("named_connection", "id", "password_encrypted", Credentials.passwordOwner("%s")),
                new SecretColumn("named_connection", "id", "key_encrypted", Credentials.keyOwner("%s")),
                new SecretColumn(
                        "named_connection", "id", "ssh_password_encrypted", Credentials.sshPasswordOwner("%s")),
                new SecretColumn("named_connection", "id", "ssh_key_encrypted", Credentials.sshKeyOwner("%s")),
                new SecretColumn(
                        "named_connection", "id", "ssh_passphrase_encrypted", Credentials.sshPassphraseOwner("%s")));
    }
}
