package io.alacran.health.ui;

import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.Connections;
import io.alacran.connection.Doctor;
import io.alacran.database.DatabasePanel;
import io.alacran.database.ManagedDatabase;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Puts a {@link HealthPanel} on each database's page. */
@Component
@Order(10)
class HealthPanels implements DatabasePanel {

    private final Connections connections;
    private final ConnectionHealth health;
    private final Doctor doctor;

    HealthPanels(Connections connections, ConnectionHealth health, Doctor doctor) {
        this.connections = connections;
        this.health = health;
        this.doctor = doctor;
    }

    @Override
    public HealthPanel of(ManagedDatabase database) {
        return new HealthPanel(connections, health, doctor, database.name());
    }
}
