package io.alacran.connection.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.DiagnosisPanel;
import io.alacran.connection.Doctor;
import io.alacran.connection.Lease;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.internal.TestConnections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

@ConsoleTest
@Timeout(60)
class ConnectionsViewTests extends PageTest {

    @Autowired
    Users users;

    @Autowired
    Connections connections;

    @Autowired
    ConnectionPools pools;

    @Autowired
    ConnectionLint lint;

    @Autowired
    Doctor doctor;

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
    void showsWhereEachLeadsAndWhetherItAnswers() {
        connections.create(TestConnections.draft("""
                {'name': 'shop', 'client': 'postgres', 'host': '127.0.0.1', 'port': 1, 'databaseName': 'orders',
                 'description': 'Orders of the shop', 'environment': 'staging', 'tags': ['eu'], 'isDefault': true}
                """));
        navigate(ConnectionsView.class);

        String shop = row("shop");
        assertThat(shop).contains("127.0.0.1:1/orders", "Orders of the shop", "staging", "eu", "default", "0 / 10");
        Await.until(() -> settled(() -> row("shop").contains("unhealthy")));
        test(find(Button.class).withText("Find out why").single()).click();
        Await.until(() -> settled(() -> find(DiagnosisPanel.class)
                .single()
                .getElement()
                .getTextRecursively()
                .contains("port 1")));
        Await.until(() -> settled(() -> row("sample").contains("healthy")));
    }

    @Test
    void aConnectionThatIsMadeMeanwhileAppears() {
        navigate(ConnectionsView.class);
        connections.create(TestConnections.file("later", "sqlite/later.db", false));

        Await.until(() -> settled(() -> names().contains("later")));
        connections.remove("later");
        Await.until(() -> settled(() -> !names().contains("later")));
    }

    @Test
    void theUseOfThePoolIsLive() {
        navigate(ConnectionsView.class);
        assertThat(row("sample")).contains("0 / 10");
        try (Lease lease = pools.lease("sample")) {
            assertThat(lease).isNotNull();
            Await.until(() -> settled(() -> row("sample").contains("1 / 10")));
        }
    }

    @Test
    void aSearchIsOfferedWhenThereAreMany() {
        for (int i = 0; i < 9; i++) {
            connections.create(TestConnections.file("file-of-" + (char) ('a' + i), "sqlite/" + i + ".db", false));
        }
        navigate(ConnectionsView.class);
        TextField search = find(TextField.class).single();
        test(search).setValue("of-c file");
        assertThat(names()).containsExactly("file-of-c");
        test(search).setValue("nothing like it");
        assertThat(names()).isEmpty();
        assertThat(find(Span.class)
                        .withText("None of 10 has \"nothing like it\".")
                        .exists())
                .isTrue();
    }

    @Test
    void aFindingIsShownDismissedForGoodAndShownAgain() {
        connections.create(TestConnections.file("db1", "sqlite/a.db", false));
        navigate(ConnectionsView.class);
        Await.until(() -> settled(() -> mark("db1").isVisible()));
        FindingsMark mark = mark("db1");
        assertThat(find(Button.class, mark).single().getAriaLabel().orElseThrow())
                .isEqualTo("db1: 2 things to think about");

        lint.dismiss("db1", "unclear-name");
        connections.update("db1", TestConnections.draft("{'name': 'db2', 'filename': 'sqlite/a.db'}"));

        assertThat(lint.findings().get("db2@development"))
                .filteredOn(ConnectionLint.Finding::dismissed)
                .extracting(ConnectionLint.Finding::id)
                .containsExactly("unclear-name");
        lint.restore("db2", "unclear-name");
        assertThat(lint.findings().get("db2@development")).noneMatch(ConnectionLint.Finding::dismissed);
    }

    @Test
    void removingAsksAndLeavesTheDatabaseAlone() {
        connections.create(TestConnections.file("files", "sqlite/files.db", false));
        navigate(ConnectionsView.class);
        new ConnectionActions(find(ConnectionsView.class).single(), connections, doctor)
                .remove(connections.get("files"));
        ConfirmDialog dialog = find(ConfirmDialog.class).single();
        assertThat(connections.find("files")).isPresent();
        assertThat(test(dialog).getText()).contains("The file sqlite/files.db stays where it is.");
        test(dialog).confirm();

        assertThat(connections.find("files")).isEmpty();
    }

    @Test
    void withoutAnyThePageTeaches() {
        var sample = connections.get("sample");
        connections.remove("sample");
        try {
            navigate(ConnectionsView.class);
            assertThat(find(ConnectionsView.class).single().getElement().getTextRecursively())
                    .contains("A connection gives a database a name");
            test(find(Button.class).withText("Make a connection").single()).click();
            assertThat(getCurrentView()).isInstanceOf(ConnectionEditor.class);
        } finally {
            connections.create(TestConnections.file("sample", Objects.requireNonNull(sample.filename()), false));
        }
    }

    private boolean settled(java.util.function.BooleanSupplier condition) {
        roundTrip();
        return condition.getAsBoolean();
    }

    private List<String> names() {
        return find(ConnectionRow.class).all().stream()
                .map(row -> row.connection().name())
                .toList();
    }

    private ConnectionRow rowOf(String name) {
        return find(ConnectionRow.class).all().stream()
                .filter(row -> row.connection().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String row(String name) {
        return rowOf(name).getElement().getTextRecursively();
    }

    private FindingsMark mark(String name) {
        return (FindingsMark) rowOf(name)
                .getChildren()
                .filter(FindingsMark.class::isInstance)
                .findFirst()
                .orElseThrow();
    }
}
