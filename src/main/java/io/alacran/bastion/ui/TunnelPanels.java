package io.alacran.bastion.ui;

import io.alacran.bastion.Bastion;
import io.alacran.database.DatabasePanel;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import org.springframework.stereotype.Component;

/** Puts a {@link TunnelPanel} on each database's page. */
@Component
class TunnelPanels implements DatabasePanel {

    private final Bastion bastion;
    private final Databases databases;

    TunnelPanels(Bastion bastion, Databases databases) {
        this.bastion = bastion;
        this.databases = databases;
    }

    @Override
    public TunnelPanel of(ManagedDatabase database) {
        return new TunnelPanel(bastion, databases, database);
    }
}
