package io.alacran.bastion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.textfield.IntegerField;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionAccounts.Draft;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class TunnelPanelTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeDatabases fake;

    @Autowired
    TunnelPanels panels;

    @Autowired
    Databases databases;

    @Autowired
    BastionAccounts accounts;

    @BeforeEach
    void aDatabase() {
        if (accounts.list().isEmpty()) {
            accounts.create(new Draft("dev", "maroon-teapot-41-sails", null, null, null, null));
        }
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        fake.clear();
        fake.add("shop", DatabaseState.READY, null);
    }

    @Test
    void theCommandFollowsTheLocalPortAndTheHintSaysThatTheBastionIsOff() {
        TunnelPanel panel = open();
        assertThat(text(panel))
                .contains("The bastion is off")
                .contains("ssh -N -L 15432:srv-alacran--shop:5432 dev@127.0.0.1 -p 4646");

        test(find(IntegerField.class).single()).setValue(8181);

        assertThat(text(panel))
                .contains("ssh -N -L 8181:srv-alacran--shop:5432 dev@127.0.0.1 -p 4646")
                .contains("LocalForward 127.0.0.1:8181 srv-alacran--shop:5432")
                .contains("jdbc:postgresql://127.0.0.1:8181/shop");
    }

    @Test
    void aPortThatIsNoneIsSaidAtTheField() {
        open();
        IntegerField port = find(IntegerField.class).single();
        test(port).setValue(70_000);

        assertThat(port.getErrorMessage()).isEqualTo("70000 is not a port; ports go from 1 to 65535");
        assertThat(port.getValue()).isEqualTo(70_000);
    }

    private TunnelPanel open() {
        TunnelPanel panel = panels.of(databases.get("shop"));
        UI.getCurrent().removeAll();
        UI.getCurrent().add(panel);
        return panel;
    }

    private static String text(TunnelPanel panel) {
        return panel.getElement().getTextRecursively();
    }
}
