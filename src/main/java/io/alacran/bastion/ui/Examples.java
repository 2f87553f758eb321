package io.alacran.bastion.ui;

import io.alacran.bastion.Bastion;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.uikit.CopyField;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The command that opens a tunnel, as exact as it can be at the time. */
@Component
class Examples {

    private static final int LOCAL_PORT = 8181;

    private final Bastion bastion;
    private final Databases databases;
    private final String prefix;

    Examples(Bastion bastion, Databases databases, @Value("${alacran.prefix}") String prefix) {
        this.bastion = bastion;
        this.databases = databases;
        this.prefix = prefix;
    }

    /** @param host where the bastion is reached */
    CopyField command(String host) {
        String command = databases.list().stream()
                .findFirst()
                .map(d -> forDatabase(d, host))
                .orElseGet(() -> "ssh -N -L " + LOCAL_PORT + ":" + prefix + "NAME:5432 USER@" + host + " -p "
                        + bastion.status().settings().port());
        return new CopyField("On your own machine", command);
    }

    private String forDatabase(ManagedDatabase database, String host) {
        return bastion.recipe(database.name(), LOCAL_PORT, host, null).command();
    }
}
