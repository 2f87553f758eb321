package io.alacran.shell.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FakeEngine;
import io.alacran.FakeOperations;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.operation.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
class ShellTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    FakeEngine engine;

    @Autowired
    FakeDatabases databases;

    @Autowired
    FakeOperations operations;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    JdbcClient store;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        engine.answer(FakeEngine.up());
        databases.clear();
        operations.clear();
        store.sql("delete from concern_dismissal").update();
    }

    @Test
    void theNavigationIsInTheOrderOfUse() {
        navigate(OverviewView.class);

        assertThat(find(SideNav.class).single().getItems())
                .extracting(SideNavItem::getLabel)
                .containsSubsequence("Overview", "Databases", "Activity", "Settings");
    }

    @Test
    void anEmptyOverviewLeadsToTheFirstDeploy() {
        navigate(OverviewView.class);

        await("No database runs here yet");
        assertThat(find(Button.class).withText("Deploy a database").exists()).isTrue();
        assertThat(find(Section.class).withClassName("overview-attention").exists())
                .isFalse();
    }

    @Test
    void theOverviewShowsADatabaseAsSoonAsItIsReady() {
        navigate(OverviewView.class);
        await("No database runs here yet");
        databases.add("shop", DatabaseState.READY, null);
        events.publishEvent(new DatabaseEvent.Deployed("shop"));

        await("srv-alacran--shop:5432");
        await("ready");
    }

    @Test
    void whatIsNotWellIsAtTheTopWithTheReason() {
        engine.answer(FakeEngine.down());
        databases.add("shop", DatabaseState.UNHEALTHY, "It does not answer on its port.");
        navigate(OverviewView.class);

        await("The Docker engine does not answer");
        await("Nothing listens on unix:///var/run/docker.sock. Start the engine.");
        await("shop is unhealthy");
        await("It does not answer on its port.");
    }

    @Test
    void aConcernThatWasDismissedComesBackWhenAsked() {
        databases.add("shop", DatabaseState.UNHEALTHY, "It does not answer on its port.");
        navigate(OverviewView.class);
        dismiss("shop is unhealthy");
        test(find(Button.class).withText("Show again").single()).click();

        await("shop is unhealthy");
        assertThat(attention()).doesNotContain("dismissed");
    }

    @Test
    void aConcernThatWasDismissedStaysAwayInOtherWordsAndWhileTheEngineIsAway() {
        becomes(DatabaseState.FAILED, "It ended by itself with exit code 1; its log says why.");
        navigate(OverviewView.class);
        dismiss("shop is failed");
        engine.answer(FakeEngine.down());
        becomes(DatabaseState.UNHEALTHY, "The Docker engine does not answer.");
        await("shop is unhealthy");
        engine.answer(FakeEngine.up());
        becomes(DatabaseState.FAILED, "It ran out of memory.");

        await("1 thing was dismissed.");
        assertThat(attention()).doesNotContain("shop is failed");
    }

    @Test
    void aConcernThatWasDismissedIsShownWhenTheDatabaseWasReadyInBetween() {
        becomes(DatabaseState.UNHEALTHY, "It does not answer on its port.");
        navigate(OverviewView.class);
        dismiss("shop is unhealthy");
        becomes(DatabaseState.READY, null);
        becomes(DatabaseState.UNHEALTHY, "It does not answer on its port.");

        await("shop is unhealthy");
        assertThat(attention()).doesNotContain("dismissed");
    }

    private void becomes(DatabaseState state, @Nullable String detail) {
        databases.clear();
        databases.add("shop", state, detail);
        events.publishEvent(new DatabaseEvent.Changed("shop"));
    }

    private void dismiss(String what) {
        await(what);
        test(find(Button.class).withAriaLabel("Dismiss: " + what).single()).click();
        await("1 thing was dismissed.");
        assertThat(attention()).doesNotContain(what);
    }

    private String attention() {
        return find(Section.class)
                .withClassName("overview-attention")
                .single()
                .getElement()
                .getTextRecursively();
    }

    @Test
    void aRunningOperationIsInTheHeaderAndItsEndIsTold() {
        navigate(OverviewView.class);
        Operation started = operations.start("deploy", "shop", List.of("Pull"), p -> "");
        await("Deploy shop");

        operations.end(started, Operation.State.FAILED, "The image could not be pulled.", "Log in to the registry.");
        Await.until(() -> {
            roundTrip();
            return find(Notification.class).exists();
        });
        Div notice = find(Div.class).withClassName("notice").single();
        assertThat(notice.getElement().getTextRecursively())
                .contains("The image could not be pulled.")
                .contains("Log in to the registry.");
        assertThat(find(Notification.class).single().getDuration()).isZero();
    }

    @Test
    void anAddressThatLeadsNowhereSaysSo() {
        UI.getCurrent().navigate("no/such/page");

        assertThat(find(H1.class).single().getText()).isEqualTo("There is no such page");
    }

    private void await(String text) {
        Await.until(() -> {
            roundTrip();
            return find(MainLayout.class)
                    .single()
                    .getElement()
                    .getTextRecursively()
                    .contains(text);
        });
    }
}
