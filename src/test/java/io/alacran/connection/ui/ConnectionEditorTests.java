package io.alacran.connection.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.bastion.Bastion;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.SshTunnelSettings;
import io.alacran.connection.internal.TestConnections;
import io.alacran.database.DatabaseState;
import io.alacran.engine.Dialect;
import io.alacran.engine.Dialects;
import io.alacran.engine.TlsMode;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
@Timeout(60)
class ConnectionEditorTests extends PageTest {

    private static final String OUTDATED = "This was found before the last change.";

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    Dialects dialects;

    @Autowired
    Bastion bastion;

    @Autowired
    FakeDatabases databases;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    @AfterEach
    void onlyTheSampleIsLeft() {
        connections.list().stream()
                .map(NamedConnection::name)
                .filter(name -> !name.equals("sample"))
                .forEach(connections::remove);
        databases.clear();
    }

    @Test
    void makesAConnectionWithItsDefaultsFoldedAway() {
        navigate(ConnectionEditor.class);
        assertThat(find(Details.class).all().getFirst().getSummaryText())
                .isEqualTo("More: development, no TLS, may write, no statement timeout, pool of 0 to 10");
        type("Name", "shop");
        type("Host", "db.internal");
        type("Database", "orders");
        type("User", "app");
        test(find(PasswordField.class).single()).setValue("s3cret-and-long");
        click("Save");

        NamedConnection made = connections.get("shop");
        assertThat(made.client()).isEqualTo("postgres");
        assertThat(made.host()).isEqualTo("db.internal");
        assertThat(made.databaseName()).isEqualTo("orders");
        assertThat(made.pool().asked()).isEmpty();
        assertThat(getCurrentView()).isInstanceOf(ConnectionsView.class);
    }

    @Test
    void saysWhatIsWrongWhileItIsTypedAndOnlyThere() {
        connections.create(TestConnections.file("shop", "sqlite/shop.db", false));
        navigate(ConnectionEditor.class);
        type("Name", "Shop!");
        assertThat(field("Name").getErrorMessage()).contains("'Shop!' is not 1 to 63");
        assertThat(field("Host").isInvalid()).isFalse();
        type("Name", "shop");
        assertThat(field("Name").getErrorMessage()).contains("'shop' is taken by another connection");
        type("Name", "orders");
        assertThat(field("Name").isInvalid()).isFalse();
    }

    @Test
    void savingSaysAllThatIsWrongAtOnceOpensWhatIsFoldedAndLosesNothing() {
        navigate(ConnectionEditor.class);
        type("Name", "No Good");
        type("Host", "db?x=y");
        number("Port", 70_000);
        number("max", 500);
        type("User", "app");
        click("Save");

        assertThat(field("Name").isInvalid()).isTrue();
        assertThat(field("Host").getErrorMessage()).contains("'db?x=y'");
        assertThat(find(IntegerField.class).withCaption("Port").single().isInvalid())
                .isTrue();
        assertThat(find(IntegerField.class).withCaption("max").single().getErrorMessage())
                .contains("500 is not between 1 and 100");
        assertThat(find(Details.class).all().getFirst().isOpened()).isTrue();
        assertThat(field("User").getValue()).isEqualTo("app");
        assertThat(connections.list()).extracting(NamedConnection::name).containsExactly("sample");

        type("Host", "");
        click("Save");
        assertThat(field("Host").getErrorMessage()).isEqualTo("A host name or an IP address is needed");
    }

    @Test
    void aNumberThatIsNoneOrFarTooLargeIsRefusedAndNotTakenForAnEmptyField() {
        connections.create(TestConnections.draft(
                "{'name': 'shop', 'client': 'sqlite3', 'filename': 'sqlite/shop.db', 'statementTimeoutMillis': 5000}"));
        navigate("connections/shop@development/edit", ConnectionEditor.class);
        IntegerField timeout =
                find(IntegerField.class).withCaption("Statement timeout (ms)").single();
        assertThat(timeout.getValue()).isEqualTo(5_000);
        typeUnreadable(timeout, "50000000000");
        click("Save");

        assertThat(timeout.getErrorMessage()).isEqualTo("'50000000000' is not a whole number up to 2147483647");
        assertThat(connections.get("shop").statementTimeoutMillis()).isEqualTo(5_000);

        number("Statement timeout (ms)", 6_000);
        click("Save");
        assertThat(connections.get("shop").statementTimeoutMillis()).isEqualTo(6_000);
    }

    @Test
    void saysWhatBecomesOfEachSettingOfThePoolInEitherVocabulary() {
        navigate(ConnectionEditor.class);
        number("idleTimeoutMillis", 5_000);
        assertThat(notes()).contains("Becomes 10000. HikariCP takes anything below 10000 for a mistake");
        number("reapIntervalMillis", 1_000);
        assertThat(notes()).contains("Has no effect. HikariCP looks every 30 s");

        words().setValue("HikariCP");
        assertThat(find(IntegerField.class).withCaption("maximumPoolSize").exists())
                .isTrue();
        assertThat(find(IntegerField.class).withCaption("idleTimeout").single().getValue())
                .isEqualTo(5_000);
        type("Name", "shop");
        type("Host", "db");
        click("Save");
        assertThat(connections.get("shop").pool().asked()).containsEntry(PoolSetting.IDLE_TIMEOUT, 5_000L);
    }

    @Test
    void theFieldsFollowTheClient() {
        navigate(ConnectionEditor.class);
        clients().setValue(dialects.of("sqlite").orElseThrow());
        assertThat(find(TextField.class).withCaption("Host").exists()).isFalse();
        type("Name", "files");
        type("File", "/etc/passwd");
        click("Save");
        assertThat(field("File").getErrorMessage()).contains("is not in one of the directories");
        type("File", "sqlite/files.db");
        click("Save");
        assertThat(connections.get("files").filename()).isEqualTo("sqlite/files.db");
    }

    @Test
    void optionsOfTheDriverAreTakenFromItsListOnly() {
        navigate(ConnectionEditor.class);
        type("Name", "shop");
        type("Host", "db");
        test(find(Button.class).withText("Add an option").single()).click();
        ComboBox<String> name = option();
        name.setValue("socketFactory");
        test(field("Value")).setValue("x");
        click("Save");
        assertThat(name.getErrorMessage()).contains("is not an option that may be set for PostgreSQL");

        String known =
                dialects.of("postgres").orElseThrow().properties().getFirst().name();
        name.setValue(known);
        test(field("Value")).setValue("not what it takes;");
        assertThat(field("Value").isInvalid()).isTrue();
        test(find(Button.class).withAriaLabel("Remove the option").single()).click();
        click("Save");
        assertThat(connections.get("shop").properties()).isEmpty();
    }

    @Test
    void editingKeepsAPasswordThatIsLeftEmptyAndRenamesAndSaysWhatIsFixed() {
        connections.create(
                TestConnections.server("shop", "postgres", "db.internal", 5432, "orders", "app", "s3cret-and-long"));
        String id = connections.get("shop").id();
        edit("shop");
        assertThat(find(PasswordField.class).single().getValue()).isEmpty();
        assertThat(find(PasswordField.class).single().getPlaceholder()).isEqualTo("unchanged");
        assertThat(find(Paragraph.class)
                        .withClassName("connection-fixed")
                        .single()
                        .getText())
                .contains("PostgreSQL is fixed");
        type("Name", "orders");
        type("Description", "Orders of the shop");
        click("Save");

        assertThat(connections.get("orders").id()).isEqualTo(id);
        assertThat(connections.get("orders").description()).isEqualTo("Orders of the shop");

        edit("orders");
        type("Host", "elsewhere.internal");
        assertThat(find(PasswordField.class).single().getErrorMessage()).contains("is needed again");
    }

    @Test
    void aManagedDatabaseIsChosenAndThenFixed() {
        databases.add("shop", DatabaseState.READY, null);
        navigate(ConnectionEditor.class);
        where().setValue("A database of this console");
        type("Name", "shop-reader");
        click("Save");
        assertThat(managed().getErrorMessage()).contains("choose one");
        managed().setValue(databases.get("shop"));
        assertThat(find(TextField.class).withCaption("Host").exists()).isFalse();
        click("Save");
        assertThat(connections.get("shop-reader").managedDatabase()).isEqualTo("shop");

        edit("shop-reader");
        assertThat(find(Paragraph.class)
                        .withClassName("connection-fixed")
                        .single()
                        .getText())
                .contains("leads to the database shop of this console");
    }

    @Test
    void aDuplicateHasAllButTheNameAndTheSecrets() {
        connections.create(TestConnections.draft("""
                {'name': 'shop', 'client': 'mariadb', 'host': 'db', 'databaseName': 'orders', 'username': 'app',
                 'password': 'secret-of-shop', 'tls': 'require', 'environment': 'staging', 'tags': ['eu'],
                 'colour': 'teal', 'pool': {'max': 3}, 'isDefault': true}
                """));
        UI.getCurrent().navigate("connections/new", ConnectionEditor.copyOf("shop"));
        assertThat(field("Name").getValue()).isEmpty();
        assertThat(find(PasswordField.class).single().getValue()).isEmpty();
        type("Name", "shop-two");
        click("Save");

        NamedConnection copy = connections.get("shop-two");
        assertThat(copy.client()).isEqualTo("mariadb");
        assertThat(copy.tls()).isEqualTo(TlsMode.REQUIRE);
        assertThat(copy.tags()).containsExactly("eu");
        assertThat(copy.colour()).isEqualTo("teal");
        assertThat(copy.pool().max()).isEqualTo(3);
        assertThat(copy.isDefault()).isFalse();
    }

    @Test
    void anSshServerIsOffUntilItIsAskedForAndKeepsItsSecretsWhileItStaysTheSame() {
        navigate(ConnectionEditor.class);
        type("Name", "far");
        type("Host", "db.internal");
        find(Details.class).all().getFirst().setOpened(true);
        assertThat(find(TextField.class).withCaption("SSH host").all()).isEmpty();
        test(find(Checkbox.class).withCaption("Through an SSH server").single()).click();
        type("SSH host", "gate.internal");
        type("SSH user", "app");
        type("Trusted host key", "MD5:aa");
        assertThat(field("Trusted host key").getErrorMessage()).contains("is not a fingerprint");
        type("Trusted host key", "");
        test(find(PasswordField.class).withCaption("SSH password").single()).setValue("pw-of-ssh");
        click("Save");
        SshTunnelSettings made = Objects.requireNonNull(connections.get("far").sshTunnel());
        assertThat(made.place()).isEqualTo("app@gate.internal:22");

        edit("far");
        type("SSH user", "ops");
        click("Save");
        assertThat(Objects.requireNonNull(connections.get("far").sshTunnel()).place())
                .isEqualTo("ops@gate.internal:22");

        edit("far");
        type("SSH host", "another.internal");
        assertThat(find(PasswordField.class)
                        .withCaption("SSH password")
                        .single()
                        .getErrorMessage())
                .contains("is needed again");
    }

    @Test
    void theTestExaminesWhatIsTypedAndStoresNothing() {
        navigate(ConnectionEditor.class);
        clients().setValue(dialects.of("sqlite").orElseThrow());
        type("Name", "files");
        type("File", "sqlite/files.db");
        assertThat(find(Span.class).withClassName("connection-tested").single().getText())
                .startsWith("Not tested yet");
        click("Test");
        Await.until(() -> {
            roundTrip();
            return find(Span.class)
                    .withClassName("connection-tested")
                    .single()
                    .getText()
                    .startsWith("The last test");
        });
        assertThat(connections.find("files")).isEmpty();
        Await.until(() -> {
            roundTrip();
            return !verdict().isEmpty();
        });
        assertThat(verdict()).isNotEqualTo(OUTDATED);

        type("File", "sqlite/others.db");
        assertThat(verdict()).isEqualTo(OUTDATED);
        click("Look again");
        Await.until(() -> {
            roundTrip();
            return !verdict().isEmpty() && !verdict().equals(OUTDATED);
        });
    }

    @Test
    void aStoredPasswordIsRemovedOnceItIsSavedAndNotBefore() {
        connections.create(TestConnections.draft("{'name': 'shop', 'client': 'pg', 'host': 'db', 'password': 'pw'}"));
        edit("shop");
        box("Remove the stored password").setValue(true);
        assertThat(find(PasswordField.class).withCaption("Password").single().isEnabled())
                .isFalse();
        click("Cancel");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(connections.storedSecrets("shop")).containsExactly("password");

        edit("shop");
        box("Remove the stored password").setValue(true);
        click("Save");
        assertThat(connections.storedSecrets("shop")).isEmpty();

        edit("shop");
        assertThat(find(Checkbox.class)
                        .withCaption("Remove the stored password")
                        .exists())
                .isFalse();
    }

    @Test
    void theStoredSecretsOfAnSshServerAreRemovedOneByOne() {
        connections.create(TestConnections.draft("""
                {'name': 'shop', 'client': 'pg', 'host': 'db', 'sshTunnel':
                 {'host': 'gate', 'username': 'app', 'password': 'pw', 'privateKey': '${file:/run/secrets/key}'}}
                """));
        edit("shop");
        assertThat(find(Checkbox.class).withCaption("Remove the stored SSH key").exists())
                .isFalse();
        box("Remove the stored SSH password").setValue(true);
        click("Save");

        assertThat(connections.storedSecrets("shop")).isEmpty();
        assertThat(Objects.requireNonNull(connections.get("shop").sshTunnel()).privateKeyPlaceholder())
                .isEqualTo("${file:/run/secrets/key}");
    }

    @Test
    void thisConsolesBastionIsFilledInWhereTheConsoleReachesIt() {
        int port = FreePort.next();
        bastion.configure(new Bastion.SettingsDraft(true, port, "0.0.0.0", null, null));
        try {
            navigate(ConnectionEditor.class);
            find(Details.class).all().getFirst().setOpened(true);
            box("Through an SSH server").setValue(true);
            click("Use this console's bastion");

            assertThat(field("SSH host").getValue()).isEqualTo("127.0.0.1");
            assertThat(find(IntegerField.class).withCaption("SSH port").single().getValue())
                    .isEqualTo(port);
            assertThat(field("Trusted host key").getValue())
                    .isEqualTo(bastion.status().fingerprint());
        } finally {
            bastion.configure(new Bastion.SettingsDraft(false, null, null, null, null));
        }
    }

    private Checkbox box(String label) {
        return find(Checkbox.class).withCaption(label).single();
    }

    @Test
    void leavingWithChangesAsksFirst() {
        navigate(ConnectionEditor.class);
        type("Name", "shop");
        UI.getCurrent().navigate(ConnectionsView.class);
        assertThat(getCurrentView()).isInstanceOf(ConnectionEditor.class);
        assertThat(find(ConfirmDialog.class).single().isOpened()).isTrue();
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(getCurrentView()).isInstanceOf(ConnectionsView.class);
    }

    @Test
    void aConnectionThatIsGoneIsSaid() {
        edit("nobody");
        assertThat(find(ConnectionEditor.class).single().getElement().getTextRecursively())
                .contains("There is no connection of this name.");
        assertThat(find(Button.class).withText("All connections").exists()).isTrue();
    }

    private static void edit(String name) {
        UI.getCurrent().navigate("connections/" + name + "/edit", QueryParameters.empty());
    }

    private TextField field(String label) {
        return find(TextField.class).withCaption(label).single();
    }

    /** Empty while nothing was found yet. */
    private String verdict() {
        return find(Paragraph.class).withClassName("diagnosis-verdict").all().stream()
                .map(Paragraph::getText)
                .findFirst()
                .orElse("");
    }

    private void type(String label, String value) {
        test(field(label)).setValue(value);
    }

    private void number(String label, int value) {
        find(IntegerField.class).withCaption(label).single().setValue(value);
    }

    private void click(String text) {
        test(find(Button.class).withText(text).single()).click();
    }

    private String notes() {
        return String.join(
                " ",
                find(Span.class).withClassName("pool-note").all().stream()
                        .map(Span::getText)
                        .toList());
    }

    @SuppressWarnings("unchecked")
    private RadioButtonGroup<String> words() {
        return find(RadioButtonGroup.class).withCaption("In the words of").single();
    }

    @Test
    @SuppressWarnings("unchecked")
    void theUsualPortFollowsEncryptionWhereItHasAPortOfItsOwn() {
        navigate(ConnectionEditor.class);
        clients().setValue(dialects.of("clickhouse").orElseThrow());
        IntegerField port = find(IntegerField.class).withCaption("Port").single();
        assertThat(port.getPlaceholder()).isEqualTo("8123");

        find(Select.class).withCaption("TLS").single().setValue(TlsMode.VERIFY);

        assertThat(port.getPlaceholder()).isEqualTo("8443");
        assertThat(find(TextArea.class).withCaption("Authority to trust").exists())
                .isTrue();
    }

    @SuppressWarnings("unchecked")
    private RadioButtonGroup<String> where() {
        return find(RadioButtonGroup.class).withCaption("Leads to").single();
    }

    @SuppressWarnings("unchecked")
    private RadioButtonGroup<Dialect> clients() {
        return find(RadioButtonGroup.class).withCaption("Client").single();
    }

    @SuppressWarnings("unchecked")
    private Select<io.alacran.database.ManagedDatabase> managed() {
        return find(Select.class).withCaption("Database").single();
    }

    @SuppressWarnings("unchecked")
    private ComboBox<String> option() {
        return find(ComboBox.class).withCaption("Option").single();
    }
}
