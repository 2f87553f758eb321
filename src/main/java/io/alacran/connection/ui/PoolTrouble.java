package io.alacran.connection.ui;

import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import io.alacran.connection.ConnectionHealth;
import io.alacran.connection.ConnectionHealth.Health;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.ConnectionPools.Failure;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import java.util.Optional;

/** Why a pool opens no sessions, as it was last seen, and a way to find out; hidden while all is well. */
class PoolTrouble extends Section {

    private final transient ConnectionPools pools;
    private final transient ConnectionHealth health;
    private final String connection;
    private final Paragraph cause = new Paragraph();

    PoolTrouble(ConnectionPools pools, ConnectionHealth health, Doctor doctor, String connection) {
        this.pools = pools;
        this.health = health;
        this.connection = connection;
        addClassNames("panel", "pool-trouble");
        add(new H2("No session can be opened"), cause, DiagnosisPanel.of(doctor, connection));
        look();
    }

    /**
     * What a person was told last counts, since that went the pool's own way, unless a health check passed since; else
     * what the last health check found.
     */
    void look() {
        Optional<Health> checked = health.known(connection);
        String why = pools.lastFailure(connection)
                .filter(told -> checked.filter(
                                now -> now.healthy() && now.checkedAt().isAfter(told.at()))
                        .isEmpty())
                .map(Failure::why)
                .or(() -> checked.filter(now -> !now.healthy()).map(Health::error))
                .orElse("");
        if (!why.equals(cause.getText())) {
            cause.setText(why);
        }
        setVisible(!why.isEmpty());
    }
}
