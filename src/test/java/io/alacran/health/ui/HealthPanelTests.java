package io.alacran.health.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.server.VaadinSession;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.ConnectionHealth;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class HealthPanelTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeDatabases fake;

    @Autowired
    Databases databases;

    @Autowired
    HealthPanels panels;

    @Autowired
    ConnectionHealth health;

    @Autowired
    JdbcClient store;

    @Test
    void anOpenPageFollowsAConnectionThatAnotherConsoleHasRenamed() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        fake.clear();
        fake.add("shop", DatabaseState.READY, null);
        store.sql("update named_connection set managed_database = 'shop' where name = 'sample'")
                .update();
        HealthPanel panel = panels.of(databases.get("shop"));
        UI.getCurrent().add(panel);
        assertThat(text(panel)).contains("Not checked");

        store.sql("update named_connection set name = 'store' where name = 'sample'")
                .update();
        assertThat(health.all()).containsOnlyKeys("store@development");

        Await.until(() -> {
            VaadinSession session = UI.getCurrent().getSession();
            session.getService().runPendingAccessTasks(session);
            return !text(panel).contains("Not checked");
        });
        assertThat(text(panel)).contains("since");
    }

    private static String text(HealthPanel panel) {
        return panel.getElement().getTextRecursively();
    }
}
