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
                column("password_encrypted", Credentials.passwordOwner("%s"), "password"),
                column("key_encrypted", Credentials.keyOwner("%s"), "key of the client's certificate"),
                column("ssh_password_encrypted", Credentials.sshPasswordOwner("%s"), "SSH password"),
                column("ssh_key_encrypted", Credentials.sshKeyOwner("%s"), "SSH private key"),
                column("ssh_passphrase_encrypted", Credentials.sshPassphraseOwner("%s"), "passphrase of the SSH key"));
    }

    private static SecretColumn column(String column, String owner, String what) {
        return new SecretColumn("named_connection", "id", column, owner, "name", what + " of the connection %s", null);
    }
}
