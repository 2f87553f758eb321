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
                new SecretColumn("named_connection", "id", "key_encrypted", Credentials.keyOwner("%s")));
    }
}
