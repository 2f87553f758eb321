package io.alacran.database.internal;

import io.alacran.secret.SecretColumn;
import io.alacran.secret.SecretColumns;
import io.alacran.secret.Secrets;
import java.util.List;
import org.springframework.stereotype.Component;

/** Where the secrets of managed databases are. */
@Component
class DatabaseSecrets implements SecretColumns {

    @Override
    public List<SecretColumn> columns() {
        return List.of(
                new SecretColumn(
                        "managed_database",
                        "name",
                        "password",
                        Specs.secretOwner("%s"),
                        "name",
                        "password of the database %s",
                        Secrets.FORGOTTEN),
                new SecretColumn(
                        "managed_database",
                        "name",
                        "pending_password",
                        Specs.secretOwner("%s"),
                        "name",
                        "new password of the database %s, whose change had not ended",
                        null),
                new SecretColumn(
                        "retained_volume",
                        "name",
                        "password",
                        DeployValidation.volumeSecretOwner("%s"),
                        "name",
                        "password of the volume %s",
                        Secrets.FORGOTTEN));
    }
}
