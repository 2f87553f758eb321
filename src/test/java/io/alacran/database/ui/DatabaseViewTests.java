package io.alacran.database.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarTester;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.database.DatabaseState;
import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.database.internal.ConsoleOnFakes;
import io.alacran.uikit.ConfirmByName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class DatabaseViewTests extends PageTest {

    private static final String CONTAINER = "srv-alacran--shop";

    @Autowired
    Users users;

    @Autowired
    FakeDatabases databases;

    private final ConsoleOnFakes console = new ConsoleOnFakes();

    @BeforeEach
    void theRealDatabasesOnAFakeEngine() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        databases.clear();
        databases.leaveTo(console.databases);
    }

    @Test
    void thePasswordInASnippetIsMaskedUntilItIsAskedForWhichIsAudited() {
        open("postgres");
        String password = console.databases.login("shop").password();

        assertThat(snippet()).contains("********", CONTAINER + ":5432").doesNotContain(password);
        assertThat(text()).doesNotContain(password);
        assertThat(reveals()).isZero();

        click("Show the password");
        assertThat(snippet()).contains(password).doesNotContain("********");
        assertThat(reveals()).isEqualTo(1);

        click("Hide the password");
        assertThat(snippet()).contains("********").doesNotContain(password);
        assertThat(reveals()).isEqualTo(1);
    }

    @Test
    void toCopyASnippetIsToSeeItsPassword() {
        open("postgres");

        test(find(Button.class).withAriaLabel("Copy with the password").single())
                .click();

        assertThat(reveals()).isEqualTo(1);
        assertThat(snippet()).contains("********");
    }

    @Test
    void aPasswordInSightIsMaskedAgainWhenTheDatabaseChanges() {
        open("postgres");
        click("Show the password");
        String old = console.databases.login("shop").password();

        console.ended(console.databases.rotatePassword("shop"));

        Await.until(() -> {
            roundTrip();
            return snippet().contains("********");
        });
        assertThat(text()).doesNotContain(old);
    }

    @Test
    void aSnippetIsForThePlaceThatOneConnectsFrom() {
        int port = FreePort.next();
        open("postgres", new PortMapping(port, "127.0.0.1"));
        @SuppressWarnings("unchecked")
        RadioButtonGroup<Object> from =
                find(RadioButtonGroup.class).withLabel("From where").single();
        from.setValue(from.getListDataView().getItem(1));

        assertThat(snippet()).contains("127.0.0.1:" + port).doesNotContain(CONTAINER);
        assertThat(text()).contains("From programs on the machine the engine runs on.");
    }

    @Test
    void anEngineWithoutSqlSaysWhatQueriesItInstead() {
        open("redis");

        assertThat(text()).contains("Redis speaks no SQL: the workbench cannot query it. Its own client can");
        assertThat(snippet()).contains("redis-cli -h " + CONTAINER);
        assertThat(find(Button.class).withText("Query").exists()).isFalse();
    }

    @Test
    void aDatabaseIsRemovedOnlyAfterItsNameIsTypedAndItsVolumeIsKept() {
        open("postgres");
        openRemoval();
        assertThat(dialog().getElement().getTextRecursively())
                .contains("container " + CONTAINER + " and its connection in this console")
                .contains("The volume " + CONTAINER + "-data (1.0 kB) is kept unless you say otherwise");
        assertThat(find(Checkbox.class, dialog()).single().getValue()).isFalse();
        assertThat(removal().isEnabled()).isFalse();

        typeName("sho");
        assertThat(removal().isEnabled()).isFalse();
        typeName("shop");
        test(removal()).click();

        Await.until(() -> console.databases.find("shop").isEmpty());
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.docker.volumes).containsOnlyKeys(CONTAINER + "-data");
        assertThat(find(ConfirmByName.class).exists()).isFalse();
    }

    @Test
    void theVolumeGoesTooWhenThatIsTicked() {
        open("postgres");
        openRemoval();
        find(Checkbox.class, dialog()).single().setValue(true);
        typeName("shop");
        test(removal()).click();

        Await.until(() -> console.databases.find("shop").isEmpty());
        assertThat(console.docker.volumes).isEmpty();
    }

    @Test
    void theSaferWayStopsItAndKeepsEverything() {
        open("postgres");
        openRemoval();
        test(find(Button.class, dialog()).withText("Stop instead").single()).click();

        Await.until(() -> console.databases.get("shop").state() == DatabaseState.STOPPED);
        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.volumes).containsOnlyKeys(CONTAINER + "-data");
    }

    @Test
    void theLogGoesOnByItselfAndIsSearched() {
        open("postgres");
        awaitLog("a line of " + CONTAINER);
        console.docker.say(CONTAINER, "LOG: checkpoint starting");
        console.docker.say(CONTAINER, "ERROR: duplicate key");
        awaitLog("ERROR: duplicate key");
        assertThat(text()).contains("the last 3 lines");

        TextField search =
                find(TextField.class).withPlaceholder("Search the log").single();
        test(search).setValue(" error ");
        assertThat(log()).containsExactly("ERROR: duplicate key");
        assertThat(text()).contains("1 of 3 lines");

        console.docker.say(CONTAINER, "LOG: checkpoint complete");
        console.docker.say(CONTAINER, "ERROR: syntax error");
        awaitLog("ERROR: syntax error");
        assertThat(log()).containsExactly("ERROR: duplicate key", "ERROR: syntax error");
        assertThat(text()).contains("2 of 5 lines");

        test(search).setValue("");
        assertThat(log()).hasSize(5).first().isEqualTo("a line of " + CONTAINER);
    }

    @Test
    void noLineOfALogIsTakenForItsBeginning() {
        open("postgres");
        awaitLog("a line of " + CONTAINER);
        console.docker.say(CONTAINER, "begin");
        console.docker.say(CONTAINER, "commit");
        awaitLog("commit");

        assertThat(log()).containsExactly("a line of " + CONTAINER, "begin", "commit");
    }

    @Test
    void theLogOfANewContainerTakesThePlaceOfTheOldOnes() {
        open("postgres");
        awaitLog("a line of " + CONTAINER);
        console.docker.say(CONTAINER, "the old one ends");
        awaitLog("the old one ends");

        console.ended(console.databases.restart("shop"));

        Await.until(() -> {
            roundTrip();
            return console.docker.followed(CONTAINER) && log().equals(List.of("a line of " + CONTAINER));
        });
    }

    @Test
    void aPortThatIsTakenIsSaidAtItsRow() {
        int own = FreePort.next();
        int taken = FreePort.next();
        console.ended(console.databases.deploy(request("other", "redis", new PortMapping(taken, "127.0.0.1"))));
        open("postgres", new PortMapping(own, "127.0.0.1"));
        click("Edit");
        click("Add a port mapping");
        ports().getLast().setValue(taken);
        click("Save and restart");

        assertThat(ports().getFirst().isInvalid()).isFalse();
        assertThat(ports().getLast().getErrorMessage())
                .startsWith(taken + " is taken by the database \"other\"; the next free one is ");
        assertThat(find(ComboBox.class).withLabel("Bind address").all())
                .noneMatch(address -> ((ComboBox<?>) address).isInvalid());
        assertThat(console.databases.get("shop").ports()).containsExactly(new PortMapping(own, "127.0.0.1"));

        int offered = Integer.parseInt(ports().getLast().getErrorMessage().replaceFirst(".* ", ""));
        ports().getLast().setValue(offered);
        click("Save and restart");
        Set<PortMapping> wanted = Set.of(new PortMapping(own, "127.0.0.1"), new PortMapping(offered, "127.0.0.1"));
        Await.until(() -> Set.copyOf(console.databases.get("shop").ports()).equals(wanted));
    }

    @Test
    void aPortThatIsNoNumberIsNotCalledZero() {
        PortMapping own = new PortMapping(FreePort.next(), "127.0.0.1");
        open("postgres", own);
        click("Edit");
        typeUnreadable(ports().getLast(), "99999999999");
        click("Save and restart");

        assertThat(ports().getLast().getErrorMessage())
                .isEqualTo("'99999999999' is not a whole number from 1 to 65535");
        assertThat(console.databases.get("shop").ports()).containsExactly(own);
    }

    private void open(String engine, PortMapping... ports) {
        console.ended(console.databases.deploy(request("shop", engine, ports)));
        assertThat(console.databases.get("shop").state()).isEqualTo(DatabaseState.READY);
        navigate(DatabaseView.class, Map.of("name", "shop"));
    }

    private static DeployRequest request(String name, String engine, PortMapping... ports) {
        return new DeployRequest(name, engine, null, null, null, List.of(ports), null, null, null, null, null);
    }

    private long reveals() {
        return console.audited.stream().filter("password.reveal shop"::equals).count();
    }

    private String snippet() {
        return find(Pre.class, find(SnippetsPanel.class).single()).single().getText();
    }

    private void openRemoval() {
        test(
                        MenuBarTester.class,
                        find(MenuBar.class, find(LifecycleButtons.class).single())
                                .single())
                .clickItem("Actions", "Remove…");
        Await.until(() -> {
            roundTrip();
            return find(ConfirmByName.class).exists();
        });
    }

    private ConfirmByName dialog() {
        return find(ConfirmByName.class).single();
    }

    private Button removal() {
        return find(Button.class, dialog()).withText("Remove").single();
    }

    private void typeName(String typed) {
        test(find(TextField.class, dialog()).withLabel("Type shop to go on").single())
                .setValue(typed);
    }

    private List<IntegerField> ports() {
        return find(IntegerField.class, find(PortsPanel.class).single())
                .withLabel("Host port")
                .all();
    }

    /** The lines in sight. */
    private List<String> log() {
        Div lines = find(Div.class).withClassName("logs-lines").single();
        return lines.getChildren()
                .filter(line -> line.isVisible())
                .map(line -> line.getElement().getText())
                .toList();
    }

    private void awaitLog(String line) {
        Await.until(() -> {
            roundTrip();
            return log().contains(line);
        });
    }

    private void click(String label) {
        test(find(Button.class).withText(label).single()).click();
    }

    private String text() {
        return find(DatabaseView.class).single().getElement().getTextRecursively();
    }
}
