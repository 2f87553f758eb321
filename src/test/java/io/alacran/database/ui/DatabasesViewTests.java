package io.alacran.database.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FakeEngine;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.database.DeployRequest;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.database.internal.ConsoleOnFakes;
import io.alacran.uikit.ConfirmByName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
class DatabasesViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeDatabases databases;

    @Autowired
    FakeEngine engine;

    private final ConsoleOnFakes console = new ConsoleOnFakes();

    @BeforeEach
    void theRealDatabasesOnAFakeEngine() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        databases.clear();
        databases.leaveTo(console.databases);
        engine.answer(FakeEngine.up());
    }

    @Test
    void anEmptyPageTeachesAndLeadsToADeploy() {
        navigate(DatabasesView.class);

        assertThat(text()).contains("No database yet. Deploy one");
        assertThat(find(Grid.class).exists()).isFalse();
        test(find(Button.class).withText("Deploy a database").single()).click();
        assertThat(getCurrentView()).isInstanceOf(DeployView.class);
    }

    @Test
    void eachDatabaseSaysWhereItIsReachedAndWhatItTakes() {
        int here = FreePort.next();
        int outside = FreePort.next();
        deploy("cache", "redis");
        deploy("shop", "postgres", new PortMapping(here, "127.0.0.1"), new PortMapping(outside, "0.0.0.0"));
        navigate(DatabasesView.class);

        assertThat(cell(0, "Name")).contains("cache", "Redis 7");
        assertThat(cell(0, "Internal address")).contains("srv-alacran--cache:6379");
        assertThat(cell(0, "Host ports")).isEqualTo("none");
        assertThat(cell(1, "Name")).contains("shop", "PostgreSQL 18");
        assertThat(cell(1, "State")).contains("ready");
        assertThat(cell(1, "Internal address")).contains("srv-alacran--shop:5432");
        assertThat(cell(1, "Host ports")).contains("127.0.0.1:" + here).contains("0.0.0.0:" + outside);
        Await.until(() -> {
            roundTrip();
            return cell(1, "Size").equals("1.0 kB");
        });
    }

    @Test
    void aSizeIsShownThoughAFileWentWhileItWasMeasured() {
        deploy("shop", "postgres");
        console.docker.output = "du: cannot access '/var/lib/postgresql/18/base/pgsql_tmp': No such file or directory\n"
                + "2048\t/var/lib/postgresql\n";
        navigate(DatabasesView.class);

        Await.until(() -> {
            roundTrip();
            return cell(0, "Size").equals("2.1 MB");
        });
    }

    @Test
    void whatIsDeployedElsewhereAppearsByItself() {
        navigate(DatabasesView.class);
        deploy("shop", "postgres");

        Await.until(() -> {
            roundTrip();
            return find(Grid.class).exists() && cell(0, "State").contains("ready");
        });
    }

    @Test
    void withoutAnEngineItSaysWhatIsMissingAndHowToMendItUntilItIs() {
        deploy("shop", "postgres");
        engine.answer(FakeEngine.down());
        navigate(DatabasesView.class);
        Await.until(() -> {
            roundTrip();
            return find(EngineNotice.class).exists();
        });

        assertThat(find(EngineNotice.class).single().getElement().getTextRecursively())
                .contains("No Docker engine")
                .contains("Nothing listens on unix:///var/run/docker.sock.")
                .contains("Start the engine.")
                .contains("Connections to other databases and the workbench go on working.");
        assertThat(cell(0, "Name")).contains("shop");

        engine.answer(FakeEngine.up());
        test(find(Button.class).withText("Check again").single()).click();
        Await.until(() -> {
            roundTrip();
            return !find(EngineNotice.class).exists();
        });
    }

    @Test
    void aKeptVolumeGoesOnlyAfterItsNameIsTyped() {
        deploy("shop", "postgres");
        console.ended(console.databases.remove("shop", false));
        navigate(DatabasesView.class);
        Await.until(() -> {
            roundTrip();
            return find(Details.class).exists();
        });
        assertThat(text()).contains("Kept volumes (1)", "srv-alacran--shop-data", "postgres 18, from \"shop\"");

        test(find(Button.class).withText("Remove").single()).click();
        ConfirmByName dialog = find(ConfirmByName.class).single();
        Button removal = find(Button.class, dialog).withText("Remove for good").single();
        assertThat(dialog.getElement().getTextRecursively())
                .contains("volume srv-alacran--shop-data with all data of \"shop\"; there is no way back");
        test(find(TextField.class, dialog).single()).setValue("shop");
        assertThat(removal.isEnabled()).isFalse();
        assertThat(console.docker.volumes).hasSize(1);

        test(find(TextField.class, dialog).single()).setValue("srv-alacran--shop-data");
        test(removal).click();
        assertThat(console.docker.volumes).isEmpty();
    }

    private void deploy(String name, String engine, PortMapping... ports) {
        console.ended(console.databases.deploy(
                new DeployRequest(name, engine, null, null, null, List.of(ports), null, null, null, null, null)));
    }

    @SuppressWarnings("unchecked")
    private String cell(int row, String header) {
        Grid<ManagedDatabase> grid = find(Grid.class).single();
        int column = IntStream.range(0, grid.getColumns().size())
                .filter(i -> grid.getColumns().get(i).getHeaderText().equals(header))
                .findFirst()
                .orElseThrow();
        return header.equals("Size") ? test(grid).getCellText(row, column) : words(grid, row, column);
    }

    private String words(Grid<ManagedDatabase> grid, int row, int column) {
        return test(grid).getCellComponent(row, column).getElement().getTextRecursively();
    }

    private String text() {
        return find(DatabasesView.class).single().getElement().getTextRecursively();
    }
}
