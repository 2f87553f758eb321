package io.alacran.bastion.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ComponentQuery;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import io.alacran.bastion.BastionAccounts.Draft;
import io.alacran.bastion.BastionStatus;
import io.alacran.database.DatabaseState;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class BastionViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeDatabases databases;

    @Autowired
    Bastion bastion;

    @Autowired
    BastionAccounts accounts;

    @BeforeEach
    void aBastionThatIsOffWithoutAccounts() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        bastion.configure(new SettingsDraft(false, 4646, "0.0.0.0", null, null));
        accounts.list().forEach(a -> accounts.remove(a.name()));
        databases.clear();
    }

    @Test
    void anEmptyPageTeachesTheCommandAndTheFirstAccount() {
        navigate(BastionView.class);

        assertThat(text())
                .contains("ssh -N -L 8181:srv-alacran--NAME:5432 USER@127.0.0.1 -p 4646")
                .contains("ufw allow 4646/tcp")
                .contains("Nobody can sign in yet")
                .contains("No tunnel is open");
    }

    @Test
    void aTakenPortIsSaidAtItsFieldAndIsKept() throws IOException {
        navigate(BastionView.class);
        IntegerField port = find(IntegerField.class).withCaption("Port").single();
        try (ServerSocket taken = new ServerSocket(0)) {
            test(port).setValue(taken.getLocalPort());
            click("Turn on");

            Await.until(() -> {
                roundTrip();
                return find(IntegerField.class).single().isInvalid();
            });
            assertThat(port.getErrorMessage())
                    .startsWith(taken.getLocalPort() + " is taken by a process on this machine");
            assertThat(port.getValue()).isEqualTo(taken.getLocalPort());
        }
        assertThat(bastion.status().running()).isFalse();
    }

    @Test
    void aPortThatIsNoNumberIsNotCalledZero() {
        navigate(BastionView.class);
        typeUnreadable(find(IntegerField.class).withCaption("Port").single(), "99999999999");
        click("Turn on");

        Await.until(() -> {
            roundTrip();
            return "'99999999999' is not a whole number from 1 to 65535"
                    .equals(find(IntegerField.class).single().getErrorMessage());
        });
        assertThat(bastion.status().running()).isFalse();
    }

    @Test
    void turningItOnShowsTheFingerprintToCompareAndOffAgainStopsIt() throws IOException {
        navigate(BastionView.class);
        int free = FreePort.next();
        test(find(IntegerField.class).withCaption("Port").single()).setValue(free);
        click("Turn on");

        // The key is known, and shown, a moment before the bastion listens.
        await("compare it there");
        Await.until(() -> bastion.status().running());
        await(String.valueOf(bastion.status().fingerprint()));
        await("-p " + free);
        Await.until(() -> {
            roundTrip();
            return button("Turn off").isEnabled();
        });
        click("Turn off");
        Await.until(() -> !bastion.status().running());
    }

    @Test
    void aBastionThatIsOutOfTouchIsNotSaidToBeStopped() {
        navigate(BastionView.class);
        BastionStatus now = bastion.status();
        SettingsPanel panel = new SettingsPanel(bastion);

        panel.show(new BastionStatus(
                now.settings(),
                BastionStatus.State.OUT_OF_TOUCH,
                null,
                null,
                "The console lost its connection.",
                0,
                0));

        assertThat(panel.getElement().getTextRecursively())
                .contains("It is on, but out of touch.", "The console lost its connection.")
                .doesNotContain("does not run");
    }

    @Test
    void allThatIsWrongWithAnAccountIsShownAtItsFieldsAtOnce() {
        navigate(BastionView.class);
        test(find(Button.class).withText("Add an account").all().getFirst()).click();
        test(find(TextField.class).withCaption("Name").single()).setValue("d ev");
        test(find(TextArea.class).withCaption("Public keys").single()).setValue("\nnonsense\n");
        choosePassword(2);
        test(find(PasswordField.class).single()).setValue("short");
        click("Add");

        assertThat(find(TextField.class).withCaption("Name").single().getErrorMessage())
                .contains("\"d ev\" is not possible");
        assertThat(find(TextArea.class).withCaption("Public keys").single().getErrorMessage())
                .startsWith("Key 1 is no public key");
        assertThat(find(PasswordField.class).single().getErrorMessage())
                .isEqualTo("It has 5 characters, at least 12 are needed");
        assertThat(accounts.list()).isEmpty();
    }

    @Test
    void aNewAccountGetsAPasswordThatIsShownOnce() {
        navigate(BastionView.class);
        test(find(Button.class).withText("Add an account").all().getFirst()).click();
        test(find(TextField.class).withCaption("Name").single()).setValue("dev");
        find(DateTimePicker.class).single().setValue(LocalDateTime.of(2099, 12, 31, 18, 0));
        click("Add");

        assertThat(find(NewPasswordDialog.class).single().getElement().getTextRecursively())
                .contains("shown this once");
        click("I have it");
        BastionAccount made = accounts.get("dev");
        assertThat(made.hasPassword()).isTrue();
        assertThat(made.databases()).containsExactly("*");
        assertThat(String.valueOf(made.expiresAt())).startsWith("2099-12-31");
        assertThat(grid().getListDataView().getItems()).containsExactly(made);
    }

    @Test
    void anAccountMadeElsewhereAppearsByItself() {
        navigate(BastionView.class);
        accounts.create(new Draft("root", "maroon-teapot-41-sails", null, List.of(), null, null));

        Await.until(() -> {
            roundTrip();
            return find(Grid.class).exists()
                    && grid().getListDataView()
                            .getItems()
                            .anyMatch(a -> a.name().equals("root"));
        });
    }

    @Test
    void aTrialSaysHowFarItCame() throws IOException {
        databases.add("shop", DatabaseState.READY, null);
        bastion.configure(new SettingsDraft(true, FreePort.next(), "127.0.0.1", null, null));
        navigate(BastionView.class);
        @SuppressWarnings("unchecked")
        ComboBox<String> database = find(ComboBox.class).withCaption("Database").single();
        database.setValue("shop");
        click("Try it");

        await("Sign in with a throw-away key");
        await("Open a tunnel");
    }

    @Test
    void eachStepOfATrialIsShownAsItRunsAndAsItEnds() throws IOException {
        CountDownLatch held = new CountDownLatch(1);
        databases.add("shop", DatabaseState.READY, null);
        databases.beforeLogin(() -> passed(held));
        bastion.configure(new SettingsDraft(true, FreePort.next(), "127.0.0.1", null, null));
        navigate(BastionView.class);
        click("Try it");

        try {
            awaitStep("running", "Ask the database");
            assertThat(step("succeeded", "Open a tunnel").single().getElement().getTextRecursively())
                    .contains("leads to srv-alacran--shop:5432");
            assertThat(step("succeeded", "Sign in").exists()).isTrue();
            assertThat(button("Try it").isEnabled()).isFalse();
        } finally {
            held.countDown();
        }

        awaitStep("failed", "Ask the database");
        assertThat(step("running", "").exists()).isFalse();
        assertThat(button("Try it").isEnabled()).isTrue();
    }

    @Test
    void withoutADatabaseTheTrialGoesAsFarAsItCan() throws IOException {
        bastion.configure(new SettingsDraft(true, FreePort.next(), "127.0.0.1", null, null));
        navigate(BastionView.class);
        click("Try it");

        awaitStep("succeeded", "Sign in");
        awaitStep("pending", "Deploy a database");
        assertThat(step("failed", "").exists()).isFalse();
    }

    private ComponentQuery<ListItem> step(String state, String words) {
        return find(ListItem.class)
                .withClassName("operation-step-" + state)
                .withCondition(item -> item.getElement().getTextRecursively().contains(words));
    }

    private void awaitStep(String state, String words) {
        Await.until(() -> {
            roundTrip();
            return step(state, words).exists();
        });
    }

    private static void passed(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("unchecked")
    private Grid<BastionAccount> grid() {
        return (Grid<BastionAccount>) find(Grid.class).all().getFirst();
    }

    @SuppressWarnings("unchecked")
    private void choosePassword(int number) {
        RadioButtonGroup<Object> way =
                find(RadioButtonGroup.class).withCaption("Password").single();
        way.setValue(way.getListDataView().getItem(number - 1));
    }

    private Button button(String label) {
        return find(Button.class).withText(label).single();
    }

    private void click(String label) {
        test(button(label)).click();
    }

    private String text() {
        return find(BastionView.class).single().getElement().getTextRecursively();
    }

    private void await(String text) {
        Await.until(() -> {
            roundTrip();
            return text().contains(text);
        });
    }
}
