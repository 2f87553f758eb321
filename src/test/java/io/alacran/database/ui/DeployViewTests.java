package io.alacran.database.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.database.internal.ConsoleOnFakes;
import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.uikit.CopyButton;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class DeployViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    EngineCatalog catalog;

    @Autowired
    FakeDatabases databases;

    private final ConsoleOnFakes console = new ConsoleOnFakes();

    @BeforeEach
    void open() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        databases.clear();
        databases.leaveTo(console.databases);
        navigate(DeployView.class);
    }

    @Test
    void everyEngineHasACardThatSaysWhetherTheWorkbenchQueriesIt() {
        List<String> cards = cards().getChildren()
                .map(card -> card.getElement().getTextRecursively())
                .toList();

        assertThat(cards).hasSameSizeAs(catalog.engines());
        for (int i = 0; i < cards.size(); i++) {
            DatabaseEngine engine = catalog.engines().get(i);
            assertThat(cards.get(i)).contains(engine.title());
            assertThat(cards.get(i).contains("No SQL workbench"))
                    .as(engine.title())
                    .isEqualTo(!engine.queryable());
        }
        assertThat(cards().getValue().id()).isEqualTo("postgres");
    }

    @Test
    void anotherEngineBringsItsVersionsItsPortAndItsUser() {
        choose("mssql");

        DatabaseEngine engine = catalog.get("mssql");
        assertThat(version().getListDataView().getItems()).containsExactlyElementsOf(engine.versions());
        assertThat(version().getValue()).isEqualTo(engine.defaultVersion());
        assertThat(text()).contains("srv-alacran--NAME:1433");
        assertThat(field("User").isReadOnly()).isTrue();
        assertThat(field("User").getPlaceholder()).isEqualTo(engine.defaultUsername());
    }

    @Test
    void aLimitThatIsFarTooLargeIsRefusedAndNotTakenForNone() {
        test(field("Name")).setValue("shop");
        IntegerField memory =
                find(IntegerField.class).withLabel("Memory limit (MiB)").single();
        typeUnreadable(memory, "99999999999");

        click("Deploy");

        assertThat(memory.getErrorMessage()).isEqualTo("'99999999999' is not a whole number up to 2147483647.");
        assertThat(console.databases.list()).isEmpty();
    }

    @Test
    void whatABrowserCannotReadEitherIsNotQuoted() {
        IntegerField memory =
                find(IntegerField.class).withLabel("Memory limit (MiB)").single();
        test(field("Name")).setValue("shop");
        typeUnreadable(memory, "NaN");

        click("Deploy");

        assertThat(memory.getErrorMessage()).isEqualTo("This is not a whole number up to 2147483647.");
    }

    @Test
    void theAddressFollowsTheNameAsItIsTyped() {
        assertThat(text()).contains("Reached on the shared network as srv-alacran--NAME:5432");

        test(field("Name")).setValue("shop");

        assertThat(text()).contains("Reached on the shared network as srv-alacran--shop:5432");
        assertThat(field("Database").getPlaceholder()).isEqualTo("shop");
        assertThat(field("Name").isInvalid()).isFalse();
    }

    @Test
    void aNameThatIsNoneOrIsTakenIsSaidAsItIsTyped() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "redis")));

        test(field("Name")).setValue("My Shop");
        assertThat(field("Name").getErrorMessage()).startsWith("\"My Shop\" is not a name: use 1 to 40 of a-z");
        test(field("Name")).setValue("shop");
        assertThat(field("Name").getErrorMessage()).isEqualTo("\"shop\" is taken by another database.");
        assertThat(field("Name").isInvalid()).isTrue();

        test(field("Name")).setValue("shop2");
        assertThat(field("Name").isInvalid()).isFalse();
    }

    @Test
    void anEngineWithoutSqlSaysSoBeforeItIsDeployed() {
        assertThat(text()).doesNotContain("speaks no SQL");
        choose("redis");

        assertThat(text())
                .contains("Redis is deployed and reached like the others, but speaks no SQL: the workbench cannot");
        assertThat(field("Database").isVisible()).isFalse();

        choose("postgres");
        assertThat(text()).doesNotContain("speaks no SQL");
    }

    @Test
    void whatIsFoldedAwaySaysItsDefaults() {
        assertThat(text()).contains("More: version 18, a generated password, no host port, no limits");
    }

    @Test
    void aPortForEveryNetworkWarnsAndGivesTheFirewallsCommand() {
        click("Add a port mapping");
        assertThat(find(IntegerField.class).withLabel("Host port").single().getValue())
                .isGreaterThanOrEqualTo(5432);
        assertThat(address(0).getValue()).isEqualTo("127.0.0.1");
        assertThat(text()).doesNotContain("iptables");

        test(find(IntegerField.class).withLabel("Host port").single()).setValue(15_432);
        address(0).setValue("0.0.0.0");
        assertThat(text())
                .contains("Other machines will reach this port. Docker publishes past ufw")
                .contains("iptables -I DOCKER-USER -p tcp -m conntrack --ctdir ORIGINAL --ctorigdstport 15432"
                        + " ! -s 192.0.2.10 -j DROP");

        assertThat(find(CopyButton.class, find(PortMappingsEditor.class).single())
                        .exists())
                .isTrue();
        test(find(IntegerField.class).withLabel("Host port").single()).setValue(15_433);
        assertThat(text()).contains("--ctorigdstport 15433").doesNotContain("15432 ");
        address(0).setValue("127.0.0.1");
        assertThat(text()).doesNotContain("iptables");
    }

    @Test
    void whatIsRefusedIsSaidAtEachFieldAndWhatWasTypedIsKept() {
        int taken = FreePort.next();
        console.ended(console.databases.deploy(new DeployRequest(
                "other",
                "redis",
                null,
                null,
                null,
                List.of(new PortMapping(taken, "127.0.0.1")),
                null,
                null,
                null,
                null,
                null)));
        test(field("Name")).setValue("shop");
        version().setValue("9");
        find(PasswordField.class).single().setValue("short");
        click("Add a port mapping");
        click("Add a port mapping");
        ports().getLast().setValue(taken);
        address(0).setValue("192.0.2.77");
        click("Deploy");

        assertThat(version().getErrorMessage())
                .startsWith("\"9\" is not a version of PostgreSQL in the catalog; there are 18, 17");
        assertThat(find(PasswordField.class).single().getErrorMessage()).startsWith("It has 5 characters");
        assertThat(address(0).getErrorMessage()).isEqualTo("192.0.2.77 is not an address of this machine");
        assertThat(ports().getFirst().isInvalid()).isFalse();
        assertThat(ports().getLast().getErrorMessage())
                .startsWith(taken + " is taken by the database \"other\"; the next free one is ");
        assertThat(address(1).isInvalid()).isFalse();
        assertThat(field("Name").getValue()).isEqualTo("shop");
        assertThat(field("Name").isInvalid()).isFalse();
        assertThat(console.databases.find("shop")).isEmpty();

        int offered = Integer.parseInt(ports().getLast().getErrorMessage().replaceFirst(".* ", ""));
        ports().getLast().setValue(offered);
        address(0).setValue("127.0.0.1");
        version().setValue("18");
        find(PasswordField.class).single().setValue("maroon-teapot-41-sails");
        click("Deploy");
        assertThat(console.databases.get("shop").ports())
                .extracting(PortMapping::hostPort)
                .contains(offered);
        assertThat(getCurrentView()).isInstanceOf(DatabaseView.class);
    }

    private EngineCards cards() {
        return find(EngineCards.class).single();
    }

    private void choose(String engine) {
        cards().setValue(catalog.get(engine));
    }

    @SuppressWarnings("unchecked")
    private ComboBox<String> version() {
        return find(ComboBox.class).withLabel("Version").single();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<String> address(int row) {
        return find(ComboBox.class).withLabel("Bind address").all().get(row);
    }

    private List<IntegerField> ports() {
        return find(IntegerField.class).withLabel("Host port").all();
    }

    private TextField field(String label) {
        return find(TextField.class).all().stream()
                .filter(f -> label.equals(f.getLabel()))
                .findFirst()
                .orElseGet(() -> hidden(label));
    }

    /** Those that are not shown are not found. */
    private TextField hidden(String label) {
        TextField field = new TextField(label);
        field.setVisible(false);
        return field;
    }

    private void click(String label) {
        test(find(Button.class).withText(label).single()).click();
    }

    private String text() {
        return find(DeployView.class).single().getElement().getTextRecursively();
    }
}
