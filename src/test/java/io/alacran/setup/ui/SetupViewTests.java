package io.alacran.setup.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.ComponentQuery;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.Await;
import io.alacran.FakeDatabases;
import io.alacran.FakeEngine;
import io.alacran.FakeOperations;
import io.alacran.FreePort;
import io.alacran.FreshConsoleTest;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.Users;
import io.alacran.activity.internal.ActivityStore;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionAccounts;
import io.alacran.database.DatabaseState;
import io.alacran.docker.SharedNetwork;
import io.alacran.engine.DatabaseEngine;
import io.alacran.operation.Operation;
import io.alacran.setup.internal.SetupProgress;
import io.alacran.setup.internal.WizardStep;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** The steps build on each other as they do for a person: the console of this class is set up once. */
@FreshConsoleTest
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SetupViewTests extends PageTest {

    @Autowired
    FirstAdministrator administrator;

    @Autowired
    Users users;

    @Autowired
    SetupProgress progress;

    @Autowired
    FakeEngine engine;

    @Autowired
    FakeOperations operations;

    @Autowired
    FakeDatabases databases;

    @Autowired
    Bastion bastion;

    @Autowired
    BastionAccounts accounts;

    @Autowired
    ActivityStore activity;

    @BeforeEach
    void nothingWasDoneYet() {
        engine.answer(FakeEngine.up());
        databases.clear();
        operations.clear();
        progress.finish();
    }

    @Test
    @Order(1)
    void withoutTheLinkItSaysWhereToFindIt() {
        navigate("login", SetupView.class);

        assertThat(title()).isEqualTo("Set up this console");
        assertThat(find(Code.class).single().getText())
                .isEqualTo(administrator.tokenFile().toString());
    }

    @Test
    @Order(2)
    void aWrongTokenIsRefusedWithTheRemedy() {
        open("wrong");

        assertThat(find(Span.class).withClassName("problem-found").single().getText())
                .contains("not the one of the running console");
        assertThat(find(PasswordField.class).exists()).isFalse();
    }

    @Test
    @Order(3)
    void allBadFieldsAreShownAtOnceAndWhatWasTypedIsKept() throws Exception {
        openWithTheToken();
        type("ad min", "short");
        click("Create the administrator");

        TextField name = find(TextField.class).single();
        assertThat(name.getErrorMessage()).contains("\"ad min\" is not possible");
        assertThat(name.getValue()).isEqualTo("ad min");
        assertThat(find(PasswordField.class).single().getErrorMessage())
                .contains("has 5 characters, at least 12 are needed");
        assertThat(administrator.exists()).isFalse();
    }

    @Test
    @Order(4)
    void theAdministratorIsMadeAndSignedInAndTheTokenIsGone() throws Exception {
        openWithTheToken();
        type(SignedUp.NAME, SignedUp.PASSWORD);
        click("Create the administrator");

        assertThat(users.current().username()).isEqualTo(SignedUp.NAME);
        assertThat(step()).isEqualTo("Docker engine");
        assertThat(administrator.tokenFile()).doesNotExist();
    }

    @Test
    @Order(5)
    void whoeverIsNotSignedInIsLedToTheSignIn() {
        UI.getCurrent().navigate("setup");

        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("LoginView");
    }

    @Test
    @Order(6)
    void anEngineThatDoesNotAnswerIsExplainedAndCanBeCheckedAgain() {
        signIn();
        engine.answer(FakeEngine.down());
        at(WizardStep.ENGINE, null);

        await(() -> find(Span.class).withClassName("problem-found").exists());
        assertThat(find(Span.class).withClassName("problem-found").single().getText())
                .isEqualTo("Nothing listens on unix:///var/run/docker.sock.");
        assertThat(button("Continue without an engine").exists()).isTrue();

        engine.answer(FakeEngine.up());
        click("Check again");
        await(() -> button("Continue").exists());
        click("Continue");
        assertThat(step()).isEqualTo("Shared network");
    }

    @Test
    @Order(7)
    void theNetworkIsMadeAsChosenAndAnExistingOneIsKept() {
        signIn();
        at(WizardStep.NETWORK, null);
        await(() -> button("Make the network").exists());
        @SuppressWarnings("unchecked")
        RadioButtonGroup<SharedNetwork.Kind> kind = find(RadioButtonGroup.class).single();
        kind.setValue(SharedNetwork.Kind.BRIDGE);
        click("Make the network");
        await(() -> step().equals("Bastion"));
        assertThat(engine.kind()).isEqualTo(SharedNetwork.Kind.BRIDGE);

        at(WizardStep.NETWORK, null);
        await(() -> find(Paragraph.class)
                .withCondition(p -> p.getElement().getTextRecursively().contains("exists already, as a bridge"))
                .exists());
    }

    @Test
    @Order(8)
    void theBastionStaysOffUnlessSomebodyWantsIt() {
        signIn();
        at(WizardStep.BASTION, null);
        click("Continue without");

        assertThat(step()).isEqualTo("First database");
        assertThat(bastion.status().settings().enabled()).isFalse();
        assertThat(accounts.list()).isEmpty();
    }

    @Test
    @Order(9)
    void theBastionIsTurnedOnWithItsFirstAccountOrAllThatIsWrongIsSaidAtOnce() throws Exception {
        signIn();
        at(WizardStep.BASTION, null);
        test(find(Checkbox.class).single()).click();
        TextField name = find(TextField.class).withCaption("First account").single();
        IntegerField port = find(IntegerField.class).single();
        test(name).setValue("d ev");
        try (ServerSocket taken = new ServerSocket(0)) {
            test(port).setValue(taken.getLocalPort());
            click("Turn it on");
            await(() -> find(IntegerField.class).exists());
            assertThat(name.getErrorMessage()).contains("\"d ev\" is not possible");
            assertThat(port.getErrorMessage()).contains("is taken by a process on this machine");
            assertThat(bastion.status().settings().enabled()).isFalse();
            assertThat(activity.actions()).noneMatch(action -> action.startsWith("bastion."));
        }
        test(name).setValue("dev");
        test(port).setValue(FreePort.next());
        click("Turn it on");

        await(() -> button("Try it").exists());
        assertThat(bastion.status().running()).isTrue();
        assertThat(accounts.get("dev").hasPassword()).isTrue();
        assertThat(find(SetupView.class).single().getElement().getTextRecursively())
                .contains("shown this once")
                .contains("SHA256:")
                .contains("dev@127.0.0.1 -p " + bastion.status().settings().port())
                .contains("ufw allow " + bastion.status().settings().port() + "/tcp");
        click("Try it");
        await(() -> find(ListItem.class)
                .withClassName("operation-step-pending")
                .withCondition(step -> step.getElement().getTextRecursively().contains("Deploy a database"))
                .exists());
        click("Continue");
        assertThat(step()).isEqualTo("First database");
    }

    @Test
    @Order(10)
    void theFirstDatabaseIsDeployedLiveAndAFailureCanBeTriedAgain() {
        signIn();
        at(WizardStep.DATABASE, null);
        TextField name = find(TextField.class).single();
        test(name).setValue("Shop!");
        assertThat(name.isInvalid()).isTrue();
        test(name).setValue("shop");
        assertThat(find(Code.class).single().getText()).isEqualTo("srv-alacran--shop");
        click("Deploy");

        Operation started = operations.recent(1).getFirst();
        assertThat(started.target()).isEqualTo("shop");
        assertThat(progress.now().orElseThrow().database()).isEqualTo("shop");
        operations.end(started, Operation.State.FAILED, "The image postgres:18 could not be pulled.", "Log in first.");
        await(() -> button("Try again").exists());
        assertThat(find(Paragraph.class)
                        .withText("The image postgres:18 could not be pulled.")
                        .exists())
                .isTrue();

        click("Try again");
        assertThat(find(TextField.class).single().getValue()).isEqualTo("shop");
    }

    @ParameterizedTest
    @CsvSource({"postgres,18,workbench?database=shop", "redis,7,databases/shop"})
    @Order(10)
    void itEndsInTheWorkbenchOrOnThePageOfADatabaseThatSpeaksNoSql(String engine, String version, String address) {
        signIn();
        databases.add("shop", engine, version, DatabaseState.READY, null);
        Operation deploy = operations.start("deploy", "shop", List.of("Wait until it answers"), p -> "");
        at(WizardStep.DATABASE, "shop");
        operations.end(deploy, Operation.State.SUCCEEDED, "It answers.", null);
        await(() -> step().equals("Done") && progress.now().isEmpty());
        roundTrip();

        assertThat(UI.getCurrent().getInternals().dumpPendingJavaScriptInvocations())
                .flatExtracting(js -> js.getInvocation().getParameters())
                .contains(address);
    }

    @Test
    @Order(10)
    void aNameThatIsTakenIsNotProposed() {
        signIn();
        databases.add("database1", DatabaseState.READY, null);
        databases.add("database3", DatabaseState.STOPPED, null);
        at(WizardStep.DATABASE, null);

        assertThat(find(TextField.class).single().getValue()).isEqualTo("database2");
    }

    @Test
    @Order(10)
    void theTermsOfAnEngineAreSaidBeforeItIsDeployed() {
        signIn();
        at(WizardStep.DATABASE, null);
        String terms = "accepts Microsoft's licence terms";
        assertThat(find(SetupView.class).single().getElement().getTextRecursively())
                .doesNotContain(terms);
        @SuppressWarnings("unchecked")
        RadioButtonGroup<DatabaseEngine> choice = find(RadioButtonGroup.class).single();
        choice.setValue(choice.getListDataView()
                .getItems()
                .filter(e -> e.id().equals("mssql"))
                .findFirst()
                .orElseThrow());

        assertThat(find(SetupView.class).single().getElement().getTextRecursively())
                .contains(terms);
    }

    @Test
    @Order(11)
    void whileTheDatabaseDoesNotAnswerTheDoctorCanBeAsked() {
        signIn();
        databases.add("shop", DatabaseState.DEPLOYING, null);
        Operation started = operations.start("deploy", "shop", List.of("Wait until it answers"), p -> "");
        at(WizardStep.DATABASE, "shop");
        assertThat(button("Find out why").exists()).isFalse();
        operations.publish(new Operation(
                started.id(),
                started.kind(),
                started.target(),
                started.state(),
                0,
                List.of(new Operation.Step(
                        "Wait until it answers", Operation.State.RUNNING, 0, Instant.now(), null, null, List.of())),
                null,
                null,
                started.startedBy(),
                started.startedAt(),
                null));
        await(() -> button("Find out why").exists());
        click("Find out why");

        await(() -> button("Look again").exists());
        assertThat(find(SetupView.class).single().getElement().getTextRecursively())
                .contains("The cause was found.");
    }

    @Test
    @Order(12)
    void backLeadsToTheStepBeforeAndUndoesNothing() {
        signIn();
        at(WizardStep.DATABASE, null);
        click("Back");
        assertThat(step()).isEqualTo("Bastion");
        assertThat(find(SetupView.class).single().getElement().getTextRecursively())
                .contains("The bastion listens on port");
        assertThat(bastion.status().running()).isTrue();

        click("Back");
        assertThat(step()).isEqualTo("Shared network");
        await(() -> button("Back").exists());
        click("Back");
        assertThat(step()).isEqualTo("Docker engine");
        assertThat(button("Back").exists()).as("the administrator is made once").isFalse();
        assertThat(progress.now().orElseThrow().step()).isEqualTo(WizardStep.ENGINE);
    }

    @Test
    @Order(13)
    void skippingEndsTheWizardForGood() {
        signIn();
        at(WizardStep.DATABASE, null);
        click("Skip");

        assertThat(progress.now()).isEmpty();
        UI.getCurrent().navigate("setup");
        assertThat(getCurrentView().getClass().getSimpleName()).isEqualTo("OverviewView");
    }

    private void openWithTheToken() throws Exception {
        open(Files.readString(administrator.tokenFile()).strip());
    }

    private static void open(String token) {
        UI.getCurrent().navigate("setup", QueryParameters.of("token", token));
    }

    private void at(WizardStep step, @Nullable String database) {
        progress.at(step, database);
        navigate(SetupView.class);
    }

    private void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    private void type(String username, String password) {
        test(find(TextField.class).single()).setValue(username);
        test(find(PasswordField.class).single()).setValue(password);
    }

    private String title() {
        return find(H1.class).single().getText();
    }

    private String step() {
        return find(ListItem.class)
                .withAttribute("aria-current", "step")
                .single()
                .getText();
    }

    private ComponentQuery<Button> button(String label) {
        return find(Button.class).withText(label);
    }

    private void click(String label) {
        test(button(label).single()).click();
    }

    private static void await(java.util.function.BooleanSupplier shown) {
        Await.until(() -> {
            roundTrip();
            return shown.getAsBoolean();
        });
    }
}
