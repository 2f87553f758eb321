package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.ConsoleTest;
import io.alacran.SignedUp;
import io.alacran.account.Users;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Connections;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.Exported;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.connectionfile.FileFormat;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** Groups of a file on a real store. */
@ConsoleTest
@Timeout(60)
class GroupsOfFileTests {

    private static final String SHOP = """
            environments:
              testing:
                connections:
                  main: {client: pg, host: a.example.org}
                  one: {client: pg, host: b.example.org}
                  two: {client: pg, host: c.example.org}
                groups:
                  shop:
                    description: orders and stock
                    primary: main
                    replicas:
                      - {connection: one}
                      - {connection: two, weight: 3}
                    balance: weighted
                    maxLagMs: 2000
                    stickyMs: 0
                    fallback: [replicas, primary]
            """;

    @Autowired
    ConnectionFiles files;

    @Autowired
    Connections connections;

    @Autowired
    Groups groups;

    @Autowired
    Users users;

    @BeforeEach
    void signIn() {
        SignedUp.as(users.find(SignedUp.NAME).orElseThrow());
    }

    @AfterEach
    void onlyTheSampleIsLeft() {
        groups.list().forEach(group -> groups.remove(group.reference()));
        connections.list().stream()
                .filter(c -> !c.name().equals("sample"))
                .map(NamedConnection::reference)
                .forEach(connections::remove);
    }

    @Test
    void aGroupIsMadeAfterItsMembersAndTheSecondTimeNothingChanges() {
        assertThat(told(files.apply(SHOP, false, true)))
                .containsExactly("add main", "add one", "add two", "add group shop");
        assertThat(groups.list()).isEmpty();

        Outcome first = files.apply(SHOP, false, false);
        ConnectionGroup made = groups.get("shop@testing");
        Outcome second = files.apply(SHOP, true, false);

        assertThat(fields(first, "shop"))
                .containsExactly(
                        "description: null > orders and stock",
                        "primary: null > main",
                        "replicas: null > one, two=3",
                        "balance: null > weighted",
                        "maxLagMs: null > 2000",
                        "stickyMs: null > 0",
                        "fallback: null > replicas, primary");
        assertThat(made.members()).containsExactly("main", "one", "two");
        assertThat(made.stickyMs()).isZero();
        assertThat(second.changes()).isEmpty();
        assertThat(second.unchanged()).isEqualTo(4);
        assertThat(groups.get("shop@testing")).isEqualTo(made);
    }

    @Test
    void aChangeOfAGroupIsShownFieldByFieldAndWhatIsLeftOutIsAsUsual() {
        files.apply(SHOP, false, false);
        String changed = SHOP.replace("weight: 3", "weight: 4")
                .replace("        balance: weighted\n", "")
                .replace("[replicas, primary]", "[]");

        Outcome outcome = files.apply(changed, false, false);

        assertThat(told(outcome)).containsExactly("change group shop");
        assertThat(fields(outcome, "shop"))
                .containsExactly(
                        "replicas: one, two=3 > one, two=4",
                        "balance: weighted > null",
                        "fallback: replicas, primary > nobody");
        assertThat(groups.get("shop@testing").fallback()).isEmpty();
        assertThat(files.apply(changed, false, false).isChange()).isFalse();
    }

    @Test
    void whatIsExportedAppliesWithoutAChangeAndToAnEmptyEnvironmentMakesTheSame() {
        files.apply(SHOP, false, false);
        ConnectionGroup made = groups.get("shop@testing");

        Exported exported = files.export(FileFormat.ALACRAN, "testing");

        assertThat(exported.leftOut()).isEmpty();
        assertThat(files.apply(exported.text(), true, false).changes()).isEmpty();
        files.apply("environments: {testing: {}}", true, false);
        assertThat(groups.list()).isEmpty();
        files.apply(exported.text(), false, false);
        assertThat(groups.get("shop@testing"))
                .usingRecursiveComparison()
                .ignoringFields("id", "createdAt")
                .isEqualTo(made);
        assertThat(files.export(FileFormat.ALACRAN, "testing")).isEqualTo(exported);
        for (FileFormat format : List.of(FileFormat.ILANA, FileFormat.KNEX, FileFormat.SPRING, FileFormat.ENV)) {
            assertThat(files.export(format, "testing").leftOut()).contains("testing.shop: is a group");
        }
    }

    @Test
    void fiveMistakesInGroupsAreNamedWithTheirLinesAndNothingIsApplied() {
        String yaml = """
                environments:
                  testing:
                    connections:
                      main: {client: pg, host: a.example.org}
                      one: {client: pg, host: b.example.org}
                      here: {client: pg, host: c.example.org, port: many}
                    groups:
                      first:
                        primary: nobody
                        replicas: [{connection: one}]
                      second:
                        replicas: [{connection: one}, {connection: here}]
                      third:
                        primary: main
                        replicas:
                          - {connection: one}
                          - {connection: far, weight: 0}
                        maxLag: 10
                        stickyMs: soon
                      one:
                        primary: here
                        replicas: [main]
                        balance: fair
                        fallback: [nobody]
                      fourth: nothing
                  staging:
                    connections:
                      far: {client: pg, host: d.example.org}
                """;

        InvalidInputException refused =
                catchThrowableOfType(InvalidInputException.class, () -> files.apply(yaml, false, false));

        assertThat(refused.errors())
                .extracting(e -> e.field() + " " + e.message())
                .containsExactly(
                        "line 6 testing.here.port: 'many' is not a whole number",
                        "line 9 testing.groups.first.primary: there is no connection named 'nobody'",
                        "line 11 testing.groups.second.primary: is needed: the connection that writes go to",
                        "line 17 testing.groups.third.replicas[1].connection: 'far' is of staging, the group of testing",
                        "line 17 testing.groups.third.replicas[1].weight: 0 is not 1 to 1000",
                        "line 18 testing.groups.third.maxLag: is not known here; there is description, primary,"
                                + " replicas, balance, maxLagMs, stickyMs, fallback",
                        "line 19 testing.groups.third.stickyMs: 'soon' is not a whole number",
                        "line 20 testing.groups.one.name: 'one' is taken by a connection of testing",
                        "line 22 testing.groups.one.replicas[0]: is a text, not {connection: …, weight: …}",
                        "line 23 testing.groups.one.balance: 'fair' is not one of round-robin, random, least-waiting,"
                                + " weighted",
                        "line 24 testing.groups.one.fallback[0]: 'nobody' is neither replicas nor primary",
                        "line 25 testing.groups.fourth: is a text, not names with values");
        assertThat(connections.list()).extracting(NamedConnection::name).containsExactly("sample");
        assertThat(groups.list()).isEmpty();
    }

    @Test
    void aGroupThatTheFileDoesNotNameStaysOrGoesBeforeItsMembers() {
        files.apply(SHOP, false, false);
        String without = SHOP.substring(0, SHOP.indexOf("    groups:"));

        assertThat(told(files.apply(without, false, false))).containsExactly("keep group shop");
        assertThat(told(files.apply("environments: {testing: {}}", false, false)))
                .containsExactlyInAnyOrder("keep main", "keep one", "keep two", "keep group shop");
        assertThat(told(files.apply("environments: {testing: {}}", true, false)))
                .containsExactly("remove group shop", "remove main", "remove one", "remove two");
        assertThat(connections.list()).extracting(NamedConnection::name).containsExactly("sample");
    }

    @Test
    void aMemberThatPruningWouldRemoveIsNamedAndOneThatLeftItsGroupGoes() {
        files.apply(SHOP, false, false);
        String withoutTwo = SHOP.replace("      two: {client: pg, host: c.example.org}\n", "");

        assertThat(files.apply(withoutTwo, false, false).isChange()).isFalse();
        assertThat(catchThrowableOfType(InvalidInputException.class, () -> files.apply(withoutTwo, true, false))
                        .errors())
                .extracting(e -> e.field() + " " + e.message())
                .containsExactly("line 12 testing.groups.shop.replicas[1].connection: 'two' is not in the file, so"
                        + " pruning would remove it");

        String exchanged = withoutTwo
                .replace("      one: {", "      three: {client: pg, host: d.example.org}\n      one: {")
                .replace("connection: two,", "connection: three,");
        assertThat(told(files.apply(exchanged, true, false)))
                .containsExactly("add three", "change group shop", "remove two");
        assertThat(groups.get("shop@testing").members()).containsExactly("main", "one", "three");
    }

    @Test
    void aNameCanGoFromAConnectionToAGroupAndBack() {
        String before = SHOP.replace("  shop:\n", "  store:\n").replace("one: {client", "shop: {client");
        before = before.replace("connection: one", "connection: shop");
        files.apply(before, false, false);

        assertThat(told(files.apply(SHOP, true, false)))
                .containsExactly("remove group store", "add one", "remove shop", "add group shop");
        assertThat(told(files.apply(before, true, false)))
                .containsExactly("remove group shop", "add shop", "remove one", "add group store");
    }

    private static List<String> told(Outcome outcome) {
        return outcome.changes().stream()
                .map(c -> c.action().word() + (c.thing() == ConnectionFiles.Thing.GROUP ? " group " : " ") + c.name())
                .toList();
    }

    private static List<String> fields(Outcome outcome, String name) {
        Change change = outcome.changes().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        return change.fields().stream()
                .map(f -> f.field() + ": " + f.from() + " > " + f.to())
                .toList();
    }
}
