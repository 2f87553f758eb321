package io.alacran.database.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FakeEngine;
import io.alacran.FakeOperations;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.database.DatabaseState;
import io.alacran.database.DeployRequest;
import io.alacran.database.OrphanedVolume;
import io.alacran.operation.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class DatabasePagesTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeEngine engine;

    @Autowired
    FakeDatabases databases;

    @Autowired
    FakeOperations operations;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        engine.answer(FakeEngine.up());
        databases.clear();
        operations.clear();
    }

    @Test
    void aDeployOntoAKeptVolumeThatFailedIsTriedAgainOnThatVolume() {
        deployOnto("srv-alacran--shop-data");
        operations.end(operations.recent(1).getFirst(), Operation.State.ROLLED_BACK, "It did not answer.", null);
        await(() -> button("Change and try again").isVisible());
        test(button("Change and try again")).click();

        assertThat(find(DeployForm.class).single().getElement().getTextRecursively())
                .contains("It starts on the volume srv-alacran--shop-data");
        assertThat(find(PasswordField.class).exists()).isFalse();
        assertThat(field("Name").getValue()).isEqualTo("shop");
        test(button("Deploy")).click();

        assertThat(databases.requests())
                .hasSize(2)
                .extracting(DeployRequest::volume)
                .containsOnly("srv-alacran--shop-data");
        assertThat(databases.requests()).extracting(DeployRequest::version).containsOnly("17");
        assertThat(databases.requests()).extracting(DeployRequest::password).containsOnlyNulls();
    }

    @Test
    void thePasswordOfAKeptVolumeIsAskedForWhereItWasForgotten() {
        deployOnto("forgotten");
        PasswordField password = find(PasswordField.class).single();
        assertThat(password.getErrorMessage()).isEqualTo("The volume's was forgotten.");
        assertThat(password.getValue()).isEmpty();
        test(password).setValue("the one of old");
        test(button("Deploy")).click();
        operations.end(operations.recent(1).getFirst(), Operation.State.ROLLED_BACK, "It did not answer.", null);
        await(() -> button("Change and try again").isVisible());
        test(button("Change and try again")).click();

        assertThat(find(PasswordField.class).single().getValue()).isEqualTo("the one of old");
    }

    @Test
    void theNameOfADatabaseThatTheImageDoesNotMakeCannotBeTyped() {
        UI.getCurrent().navigate("databases/deploy");
        find(Details.class).single().setOpened(true);
        test(field("Database")).setValue("stock");
        assertThat(field("Database").isReadOnly()).isFalse();
        choose("mssql");

        assertThat(field("Database").isReadOnly()).isTrue();
        assertThat(field("Database").getPlaceholder()).isEqualTo("master");
        assertThat(field("Database").getHelperText()).contains("create yours in the workbench");
        test(field("Name")).setValue("shop");
        test(button("Deploy")).click();
        assertThat(databases.requests()).extracting(DeployRequest::databaseName).containsOnly("");
    }

    @Test
    void aVersionWithoutLongTermSupportSaysSo() {
        UI.getCurrent().navigate("databases/deploy");
        choose("clickhouse");
        find(Details.class).single().setOpened(true);
        @SuppressWarnings("unchecked")
        ComboBox<String> version = find(ComboBox.class).withCaption("Version").single();

        assertThat(test(version).getSuggestions()).containsExactly("26.7 (no long-term support)", "26.3", "25.8");
    }

    @Test
    void anUptimeIsOneThatTheBrowserLetsGrow() {
        databases.add("shop", DatabaseState.READY, null);
        navigate(DatabasesView.class);
        Component uptime = test(find(Grid.class).single()).getCellComponent(0, 5);

        assertThat(uptime.getElement().getTag()).isEqualTo("relative-time");
        assertThat(uptime.getElement().getAttribute("say")).isEqualTo("length");
        assertThat(uptime.getElement().getAttribute("moment")).isNotBlank();
        assertThat(uptime.getElement().getText()).matches("\\d+ s");
    }

    @Test
    void beforePortsAreChangedItSaysWhatRestartsAndHowLongThatTookLastTime() {
        databases.add("shop", DatabaseState.READY, null);
        UI.getCurrent().navigate("databases/shop");
        PortsPanel ports = find(PortsPanel.class).single();
        test(find(Button.class, ports).withText("Edit").single()).click();
        assertThat(ports.getElement().getTextRecursively())
                .contains("in the place of srv-alacran--shop", "cut off for some seconds");
        test(find(Button.class, ports).withText("Cancel").single()).click();
        databases.interrupted(Duration.ofMillis(4_200));
        test(find(Button.class, ports).withText("Edit").single()).click();

        assertThat(ports.getElement().getTextRecursively())
                .contains("cut off until it answers: 4.2 s when its ports were last changed");
    }

    @Test
    void thePortsOfAStoppedDatabaseChangeWithoutARestart() {
        databases.add("shop", DatabaseState.STOPPED, null);
        UI.getCurrent().navigate("databases/shop");
        PortsPanel ports = find(PortsPanel.class).single();
        test(find(Button.class, ports).withText("Edit").single()).click();

        assertThat(ports.getElement().getTextRecursively())
                .contains("It is stopped and stays so.")
                .doesNotContain("cut off");
    }

    private void choose(String id) {
        EngineCards cards = find(EngineCards.class).single();
        cards.setValue(cards.getListDataView()
                .getItems()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow());
    }

    private void deployOnto(String volume) {
        databases.orphan(new OrphanedVolume(volume, "postgres", "17", "shop", true, Instant.now()));
        UI.getCurrent().navigate("databases/deploy", QueryParameters.of("volume", volume));
        await(() -> field("Name").getValue().equals("shop"));
        test(button("Deploy")).click();
    }

    private TextField field(String label) {
        return find(TextField.class).withCaption(label).single();
    }

    private Button button(String label) {
        return find(Button.class).withText(label).single();
    }

    private static void await(BooleanSupplier shown) {
        Await.until(() -> {
            roundTrip();
            return shown.getAsBoolean();
        });
    }
}
