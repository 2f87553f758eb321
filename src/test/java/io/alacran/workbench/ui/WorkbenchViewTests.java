package io.alacran.workbench.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.treegrid.TreeGrid;
import com.vaadin.flow.router.QueryParameters;
import io.alacran.Await;
import io.alacran.ConsoleTest;
import io.alacran.FakeDatabases;
import io.alacran.FreePort;
import io.alacran.PageTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.ConnectionPools;
import io.alacran.connection.Connections;
import io.alacran.connection.Lease;
import io.alacran.connection.internal.TestConnections;
import io.alacran.database.DatabaseState;
import io.alacran.uikit.SqlEditor;
import io.alacran.workbench.Queries;
import io.alacran.workbench.Query;
import io.alacran.workbench.Spool;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ConsoleTest
@Timeout(60)
class WorkbenchViewTests extends PageTest {

    private static final String ENDLESS =
            "with recursive n (i) as (select 1 union all select i + 1 from n) select count(*) from n";

    @Autowired
    Users users;

    @Autowired
    Queries queries;

    @Autowired
    Connections connections;

    @Autowired
    ConnectionPools pools;

    @Autowired
    FakeDatabases databases;

    @Autowired
    JdbcClient store;

    @BeforeEach
    void open() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
        store.sql("delete from query_tab").update();
        store.sql("delete from open_window where console = 'another'").update();
        navigate(WorkbenchView.class);
    }

    @AfterEach
    void nothingGoesOn() {
        queries.running().forEach(Query::close);
    }

    @Test
    void teachesBeforeAnythingWasRun() {
        awaitText("made-up data");
        test(find(Button.class).withText("Run an example").single()).click();

        awaitText("6 rows");
        assertThat(test(grid()).getCellText(0, 1)).isEqualTo("Grinders");
    }

    @Test
    void showsTheRowsOfTheStatementAtTheCursor() {
        run("select 1 as one;\nselect id, name, null as none from customers order by id", 20, false);

        awaitText("18 rows");
        assertThat(test(grid()).size()).isEqualTo(18);
        assertThat(test(grid()).getCellText(0, 0)).isEqualTo("1");
        assertThat(test(grid()).getCellText(1, 2)).isEqualTo("Bruno Keller");
        assertThat(test(grid()).getCellText(0, 3)).isEqualTo("null");
    }

    @Test
    void runsTheWholeScriptAndShowsTheErrorWhereItHappened() {
        run("select 1;\nselect nme from customers", 0, true);

        awaitText("no such column: nme");
        assertThat(find(Pre.class).withClassName("sql-error").single().getText())
                .startsWith("no such column: nme")
                .contains("This was statement 2 of 2");
        awaitText("Failed after");
    }

    @Test
    void saysWithEveryResultThatTheTransactionWasRolledBack() {
        run("begin;\nupdate customers set name = name;", 0, true);

        awaitText("was rolled back");
        assertThat(find(Span.class).withClassName("result-note").single().getText())
                .startsWith("Result 2: The transaction was still open");
    }

    @Test
    void asksBeforeAStatementMayWriteInProduction() {
        connections.create(TestConnections.draft(
                "{'name': 'live', 'client': 'sqlite', 'filename': 'sample/sample.db', 'environment': 'production'}"));
        try {
            run("select 1 as one;\n-- @on live\nselect 2", 0, true);
            awaitText("SELECT on live");
            assertThat(find(ProductionQuestion.class).all()).isEmpty();

            run("select 3;\n-- @on live\nupdate customers set name = name where id = 1", 0, true);
            ProductionQuestion question = find(ProductionQuestion.class).single();
            assertThat(question.getHeaderTitle()).isEqualTo("Run on live? It is production.");
            assertThat(question.getElement().getTextRecursively())
                    .contains("This statement may write", "set name = name", "it begins with UPDATE")
                    .doesNotContain("select 3");
            test(find(Button.class).withText("Cancel").from(question).single()).click();
            assertThat(queries.recent(1).getFirst().sql()).startsWith("select 1 as one");

            run("-- @on live\nupdate customers set name = name where id = 1", 0, false);
            test(find(Button.class).withText("Run on live").single()).click();
            awaitText("1 row changed");
        } finally {
            connections.remove("live");
        }
    }

    @Test
    void doesNotEndWhatRunsForWhatIsRunNext() {
        run(ENDLESS, 0, false);
        awaitText("Running…");
        Query first = queries.running().getFirst();
        assertThat(find(Button.class).withText("Run").single().isEnabled()).isFalse();
        run("select 5 as five", 0, false);

        assertThat(find(Notification.class).single().getElement().getTextRecursively())
                .contains("still runs");
        assertThat(first.state()).isEqualTo(Query.State.RUNNING);

        first.cancel();
        awaitText("It was cancelled");
        run("select 5 as five", 0, false);
        awaitText("1 row");
        assertThat(find(Notification.class).all()).isEmpty();
    }

    @Test
    void runsOnceWhatWasAskedForTwiceInTheSameMoment() {
        run("select 1 as warm", 0, false);
        awaitText("1 row");

        run("select 6 as six union all select 7", 0, false);
        run("select 6 as six union all select 7", 0, false);

        awaitText("2 rows");
        assertThat(find(Notification.class).all()).isEmpty();
        assertThat(queries.recent(2))
                .filteredOn(past -> past.sql().contains("as six"))
                .hasSize(1);
    }

    @Test
    void cancelsWhatRuns() {
        run(ENDLESS, 0, false);
        awaitText("Running…");
        test(find(Button.class).withText("Cancel").single()).click();

        awaitText("Cancelled after");
        assertThat(pools.stats("sample").orElseThrow().active()).isZero();
        assertThat(find(Button.class).withText("Cancel").exists()).isFalse();
    }

    @Test
    void keepsTextAndResultsWhileAnotherPageIsShown() {
        run("select name from customers", 0, false);
        awaitText("18 rows");
        navigate("settings", com.vaadin.flow.component.Component.class);
        navigate(WorkbenchView.class);

        awaitText("18 rows");
        assertThat(find(SqlEditor.class).single().getValue()).isEqualTo("select name from customers");
        assertThat(test(grid()).size()).isEqualTo(18);
    }

    @Test
    void opensAndClosesTabsAndFreesWhatTheyHeld() {
        run("select name from customers", 0, false);
        awaitText("18 rows");
        Query first = queries.find(queries.recent(1).getFirst().id()).orElseThrow();
        test(find(Button.class).withAriaLabel("New query").single()).click();
        assertThat(find(SqlEditor.class).single().getValue()).isEmpty();
        run(ENDLESS, 0, false);
        awaitText("Running…");
        Query second = queries.running().getFirst();
        for (String name : new String[] {"Close Query 1", "Close Query 2"}) {
            test(find(Button.class).withAriaLabel(name).single()).click();
        }

        Await.until(() -> second.state() == Query.State.CANCELLED);
        assertThat(queries.find(first.id())).isEmpty();
        assertThat(first.results())
                .allSatisfy(r -> assertThat(r.spool()).extracting(Spool::closed).isEqualTo(true));
        assertThat(find(SqlEditor.class).exists()).as("one empty tab is left").isTrue();
    }

    @Test
    void aTabThatHoldsTextAndWasClosedComesBackAtAClick() {
        find(SqlEditor.class).single().setValue("select 1");
        test(find(Button.class).withAriaLabel("Close Query 1").single()).click();
        assertThat(find(SqlEditor.class).single().getValue()).isEmpty();
        assertThat(find(Notification.class).single().getElement().getTextRecursively())
                .contains("Closed 'Query 1'.");
        test(find(Button.class).withText("Undo").single()).click();

        assertThat(find(SqlEditor.class).single().getValue()).isEqualTo("select 1");
        test(find(Button.class).withAriaLabel("Close Query 1").single()).click();
        navigate(WorkbenchView.class);
        assertThat(find(SqlEditor.class).single().getValue()).isEmpty();
    }

    @Test
    void textThatMeetsAChangeFromElsewhereGoesIntoATabOfItsOwn() {
        find(SqlEditor.class).single().setValue("select 1");
        store.sql("update query_tab set sql_text = 'select 2', revision = revision + 1")
                .update();
        find(SqlEditor.class).single().setValue("select 1, 1");

        assertThat(find(SqlEditor.class).single().getValue()).isEqualTo("select 1, 1");
        assertThat(store.sql("select sql_text from query_tab order by number")
                        .query(String.class)
                        .list())
                .containsExactly("select 2", "select 1, 1");
    }

    @Test
    void aDraftGoesWhereItWasTypedUnlessThatWasChangedSince() {
        SqlEditor editor = find(SqlEditor.class).single();
        editor.setValue("select 1");
        ComponentUtil.fireEvent(editor, new SqlEditor.DraftEvent(editor, true, "select 1, 2", 2));
        assertThat(editor.getValue()).isEqualTo("select 1, 2");
        ComponentUtil.fireEvent(editor, new SqlEditor.DraftEvent(editor, true, "select 1, 3", 2));

        assertThat(find(SqlEditor.class).single().getValue()).isEqualTo("select 1, 3");
        assertThat(store.sql("select sql_text from query_tab order by number")
                        .query(String.class)
                        .list())
                .containsExactly("select 1, 2", "select 1, 3");
    }

    @Test
    void aTabThatAnotherConsoleShowsIsNotTakenWhileThatConsoleLives() {
        find(SqlEditor.class).single().setValue("select 1");
        store.sql("update query_tab set window_name = 'of another console'").update();
        store.sql("insert into open_window (name, console, seen_at)"
                        + " values ('of another console', 'another', current_timestamp)")
                .update();
        navigate(WorkbenchView.class);
        assertThat(find(SqlEditor.class).single().getValue()).isEmpty();
        assertThat(find(Button.class).withClassName("tabs-left").exists()).isFalse();

        store.sql("update open_window set seen_at = seen_at - interval '61' second where console = 'another'")
                .update();
        navigate(WorkbenchView.class);
        test(find(Button.class).withText("1 query of a closed window").single()).click();
        test(find(Button.class).withAriaLabel("Close Query 2").single()).click();
        assertThat(find(SqlEditor.class).single().getValue()).isEqualTo("select 1");
    }

    @Test
    void anEmptyTabIsForgottenAfterADayUnlessItsWindowIsStillThere() {
        for (String window : List.of("of another console", "gone")) {
            store.sql("insert into query_tab select ?, owner, ?, 7, connection, '', 0, 1,"
                            + " touched_at - interval '25' hour from query_tab where number = 1")
                    .params(window, window)
                    .update();
        }
        store.sql("insert into open_window (name, console, seen_at)"
                        + " values ('of another console', 'another', current_timestamp)")
                .update();
        navigate(WorkbenchView.class);

        assertThat(store.sql("select id from query_tab where number = 7")
                        .query(String.class)
                        .list())
                .containsExactly("of another console");
    }

    @Test
    void asksForTablesAndColumnsWhenTheyAreOpened() {
        Await.until(() -> children(tree().getTreeData().getRootItems()).size() > 1);
        List<SchemaNode> tables = children(tree().getTreeData().getRootItems());
        assertThat(tables)
                .extracting(table -> ((SchemaNode.TableItem) table).table().name())
                .containsExactly("customers", "order_items", "orders", "products", "revenue_by_month");
        tree().expand(tables.getFirst());

        Await.until(() -> children(tables).size() == 6);
    }

    @Test
    void aPoolThatStaysFullLeadsToThePageThatSaysWhoHoldsItsSessions() {
        connections.create(TestConnections.draft("{'name': 'narrow', 'client': 'sqlite',"
                + " 'filename': 'sample/sample.db', 'pool': {'max': 1, 'acquireTimeoutMillis': 250}}"));
        try (Lease held = pools.lease("narrow")) {
            run("-- @on narrow\nselect 1", 0, true);
            awaitText("The pool of narrow stayed full");

            assertThat(find(Anchor.class).withText("Show the pool").single().getHref())
                    .isEqualTo("pools/narrow@development");
            assertThat(find(Button.class).withText("Find out why").exists()).isTrue();
        } finally {
            connections.remove("narrow");
        }
    }

    @Test
    void aSchemaThatCannotBeReadSaysWhyAndOffersTheDoctor() {
        int nobody = FreePort.next();
        connections.create(TestConnections.server("gone", "postgres", "127.0.0.1", nobody, "shop", "app", "p"));
        try {
            UI.getCurrent().navigate("workbench", QueryParameters.of("connection", "gone"));
            awaitText("gone could not be reached at 127.0.0.1:" + nobody);
            test(find(Button.class)
                            .withText("Find out why")
                            .from(find(SchemaTree.class).single())
                            .single())
                    .click();

            awaitText("The cause was found.");
            awaitText("mapped to port " + nobody);
        } finally {
            connections.remove("gone");
        }
    }

    @Test
    void aDatabaseIsQueriedThroughAConnectionToItAndNotThroughAnotherOneOfItsName() {
        databases.add("shop", DatabaseState.READY, null);
        connections.create(TestConnections.file("shop", "sample/sample.db", false));
        connections.create(TestConnections.draft("{'name': 'shop', 'managedDatabase': 'shop', 'environment': 'live'}"));
        try {
            UI.getCurrent().navigate("workbench", QueryParameters.of("database", "shop"));
            assertThat(connectionOfTheTab()).isEqualTo("shop@live");
            connections.create(TestConnections.draft("{'name': 'orders', 'managedDatabase': 'shop'}"));
            UI.getCurrent().navigate("workbench", QueryParameters.of("database", "shop"));
            assertThat(connectionOfTheTab()).as("here rather than elsewhere").isEqualTo("orders@development");

            UI.getCurrent().navigate("workbench", QueryParameters.of("database", "sample"));
            assertThat(find(Notification.class).single().getElement().getTextRecursively())
                    .contains("No connection leads to the database sample.", "Make one");
            assertThat(connectionOfTheTab()).isEqualTo("orders@development");
        } finally {
            List.of("shop@development", "shop@live", "orders@development").stream()
                    .filter(name -> connections.find(name).isPresent())
                    .forEach(connections::remove);
            databases.clear();
        }
    }

    @Test
    void aLinkThatMayMeanSeveralIsAnsweredWithTheChoices() {
        connections.create(TestConnections.draft(
                "{'name': 'till', 'client': 'pg', 'host': 'a.example.org'," + " 'environment': 'live'}"));
        connections.create(TestConnections.draft(
                "{'name': 'till', 'client': 'pg', 'host': 'b.example.org'," + " 'environment': 'staging'}"));
        try {
            UI.getCurrent().navigate("workbench", QueryParameters.of("connection", "till"));

            assertThat(find(Notification.class).single().getElement().getTextRecursively())
                    .contains("till@live", "till@staging");
        } finally {
            connections.remove("till@live");
            connections.remove("till@staging");
        }
    }

    @Test
    void aTabFollowsItsConnectionThroughARename() {
        connections.create(TestConnections.file("before", "sample/sample.db", false));
        try {
            UI.getCurrent().navigate("workbench", QueryParameters.of("connection", "before"));
            assertThat(connectionOfTheTab()).isEqualTo("before@development");
            connections.update("before", TestConnections.file("after", "sample/sample.db", false));
            assertThat(connectionOfTheTab()).isEqualTo("after@development");

            navigate(WorkbenchView.class);
            run("select name from customers", 0, false);
            awaitText("18 rows");
            assertThat(queries.recent(1).getFirst().connection()).isEqualTo("after@development");
            assertThat(connectionOfTheTab()).isEqualTo("after@development");
        } finally {
            List.of("before", "after").stream()
                    .filter(name -> connections.find(name).isPresent())
                    .forEach(connections::remove);
        }
    }

    private String connectionOfTheTab() {
        return store.sql("select connection from query_tab").query(String.class).single();
    }

    /** Looking for a component is what lets waiting answers in. */
    @SuppressWarnings("unchecked")
    private TreeGrid<SchemaNode> tree() {
        roundTrip();
        return find(TreeGrid.class).single();
    }

    /** Below the first of these. */
    private List<SchemaNode> children(List<SchemaNode> parents) {
        return parents.isEmpty() ? List.of() : tree().getTreeData().getChildren(parents.getFirst());
    }

    @Test
    void showsAValueInFull() {
        run("select 'line 1' || char(10) || 'line 2' as words", 0, false);
        awaitText("1 row");
        assertThat(test(grid()).getCellText(0, 1)).isEqualTo("line 1⏎line 2");
        new ValueDialog(grid().result().columns().getFirst(), 0, "line 1\nline 2").open();

        assertThat(find(Dialog.class).single().getElement().getTextRecursively())
                .contains("line 1\nline 2", "13 characters");
    }

    private ResultGrid grid() {
        return find(ResultGrid.class).single();
    }

    /** As the browser does when the keys are pressed. */
    private void run(String sql, int cursor, boolean all) {
        SqlEditor editor = find(SqlEditor.class).single();
        editor.setValue(sql);
        ComponentUtil.fireEvent(editor, new SqlEditor.RunEvent(editor, true, all, sql, cursor, cursor, cursor));
    }

    private void awaitText(String text) {
        Await.until(() -> {
            roundTrip();
            return find(WorkbenchView.class)
                    .single()
                    .getElement()
                    .getTextRecursively()
                    .contains(text);
        });
    }
}
