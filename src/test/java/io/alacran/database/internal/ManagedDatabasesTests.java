package io.alacran.database.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.alacran.FreePort;
import io.alacran.database.DatabaseEvent;
import io.alacran.database.DatabaseState;
import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.operation.Operation;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import io.alacran.secret.Secrets;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManagedDatabasesTests {

    private static final String CONTAINER = "srv-alacran--shop";

    private final ConsoleOnFakes console = new ConsoleOnFakes();

    @Test
    void aDeployEndsWithAReadyDatabaseOnAVolumeOfItsOwn() {
        Operation ended = console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));

        assertThat(ended.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(ended.steps()).allMatch(s -> s.state() == Operation.State.SUCCEEDED);
        assertThat(console.databases.get("shop").state()).isEqualTo(DatabaseState.READY);
        assertThat(console.databases.get("shop").internalAddress()).isEqualTo(CONTAINER + ":5432");
        ContainerSpec spec = console.docker.box(CONTAINER).spec;
        assertThat(spec.volumePath()).isEqualTo("/var/lib/postgresql");
        assertThat(spec.aliases()).contains(CONTAINER, "shop");
        assertThat(spec.ports()).containsExactly(new ContainerSpec.Published(5432, "127.0.0.1", 0));
        assertThat(console.events).contains(new DatabaseEvent.Deployed("shop"));
        assertThat(console.audited).containsExactly("database.deploy shop");
    }

    @Test
    void aContainerThatIsAsAskedForShowsNoDriftWhateverTheOrderOfItsPorts() {
        int one = FreePort.next();
        DeployRequest request = new DeployRequest(
                "shop",
                "postgres",
                null,
                null,
                null,
                List.of(
                        new PortMapping(one, "127.0.0.1"),
                        new PortMapping(1 + one, "127.0.0.1"),
                        new PortMapping(one, "127.0.0.2")),
                new DeployRequest.Limits(null, null),
                null,
                null,
                null,
                null);
        console.ended(console.databases.deploy(request));

        assertThat(console.databases.get("shop").state()).isEqualTo(DatabaseState.READY);
        assertThat(console.databases.get("shop").stateDetail()).isNull();
    }

    @Test
    void aFailedDeploySaysWhyAndLeavesNothing() {
        DeployRequest request =
                new DeployRequest("shop", "postgres", "15.99", null, null, null, null, null, null, null, null);
        Operation ended = console.ended(console.databases.deploy(request));

        assertThat(ended.state()).isEqualTo(Operation.State.ROLLED_BACK);
        assertThat(ended.outcome()).contains("postgres:15.99");
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.docker.volumes).isEmpty();
        assertThat(console.databases.list()).isEmpty();
    }

    @Test
    void allBadFieldsAreNamedAtOnce() throws Exception {
        console.ended(console.databases.deploy(DeployRequest.of("taken", "redis")));
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DeployRequest request = new DeployRequest(
                    "taken",
                    "oracle",
                    null,
                    null,
                    Map.of("NOT A NAME", "x", "PGDATA", "/tmp"),
                    List.of(
                            new PortMapping(busy.getLocalPort(), "127.0.0.1"),
                            new PortMapping(70_000, "127.0.0.1"),
                            new PortMapping(4646, "127.0.0.1"),
                            new PortMapping(23_456, "example.org")),
                    new DeployRequest.Limits(1L, 1000.0),
                    null,
                    null,
                    "short",
                    "no-such-volume");
            assertThatThrownBy(() -> console.databases.deploy(request))
                    .asInstanceOf(type(InvalidInputException.class))
                    .satisfies(e -> assertThat(e.errors())
                            .extracting(FieldError::field)
                            .containsExactlyInAnyOrder(
                                    "name",
                                    "engine",
                                    "ports[0].hostPort",
                                    "ports[1].hostPort",
                                    "ports[2].hostPort",
                                    "ports[3].bindAddress",
                                    "limits.memoryBytes",
                                    "limits.cpus",
                                    "password",
                                    "volume"))
                    .satisfies(e -> assertThat(e.errors())
                            .filteredOn(f -> f.field().equals("ports[0].hostPort"))
                            .first()
                            .satisfies(f ->
                                    assertThat(f.message()).contains("taken by a process", "the next free one is ")));
        }
        assertThat(console.databases.list()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "mssql,there is only \"master\"; leave \"shop\" out and create it in the workbench",
        "redis,has no databases"
    })
    void aDatabaseThatTheImageDoesNotMakeIsRefused(String engine, String remedy) {
        DeployRequest request =
                new DeployRequest("shop", engine, null, null, null, null, null, "shop", null, null, null);

        assertThatThrownBy(() -> console.databases.deploy(request))
                .asInstanceOf(type(InvalidInputException.class))
                .satisfies(e -> assertThat(e.errors()).singleElement().satisfies(f -> {
                    assertThat(f.field()).isEqualTo("databaseName");
                    assertThat(f.message()).contains(remedy);
                }));
        assertThat(console.databases.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-shop",
                "deploy",
                "shop-",
                "Shop",
                "a;rm -rf /",
                "../../etc",
                "аlacran",
                "shop\n",
                "x--next",
                "ssh",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void aNameThatIsNoLabelOrIsKeptIsRefused(String name) {
        assertThatThrownBy(() -> console.databases.deploy(DeployRequest.of(name, "redis")))
                .asInstanceOf(type(InvalidInputException.class))
                .satisfies(e ->
                        assertThat(e.errors()).extracting(FieldError::field).contains("name"));
        assertThat(console.docker.containers).isEmpty();
    }

    @Test
    void theNameOfAForeignContainerIsRefusedAndTheContainerLeftAlone() {
        console.docker.foreign(CONTAINER);

        assertThatThrownBy(() -> console.databases.deploy(DeployRequest.of("shop", "redis")))
                .hasMessageContaining("does not manage");
        assertThat(console.docker.box(CONTAINER).id).isEqualTo("foreign-" + CONTAINER);
    }

    @Test
    void aChangeOfPortsKeepsTheVolumeAndOneWriter() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String before = console.docker.box(CONTAINER).id;

        Operation ended = console.ended(
                console.databases.changePorts("shop", List.of(new PortMapping(FreePort.next(), "127.0.0.1"))));

        assertThat(ended.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.box(CONTAINER).id).isNotEqualTo(before);
        assertThat(console.docker.box(CONTAINER).spec.volume()).isEqualTo(CONTAINER + "-data");
        assertThat(console.docker.mostWritersSeen).isEqualTo(1);
        assertThat(console.databases.get("shop").ports()).hasSize(1);
    }

    @Test
    void aChangeOfPortsIsMeasuredFromTheStopOfTheOldContainerToTheAnswerOfTheNew() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        assertThat(console.databases.lastInterruption("shop")).isEmpty();
        console.ended(console.databases.stop("shop"));
        console.ended(console.databases.changePorts("shop", List.of(new PortMapping(FreePort.next(), "127.0.0.1"))));
        assertThat(console.databases.lastInterruption("shop"))
                .as("of what was stopped")
                .isEmpty();
        console.ended(console.databases.start("shop"));

        Operation ended = console.ended(console.databases.changePorts("shop", List.of()));

        Operation.Step stop = step(ended, "Stop the old one");
        Operation.Step answers = step(ended, "Wait until it answers");
        assertThat(console.databases.lastInterruption("shop"))
                .contains(Duration.between(stop.startedAt(), answers.endedAt()));
    }

    private static Operation.Step step(Operation operation, String name) {
        return operation.steps().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aChangeOfPortsThatFailsPutsTheOldContainerBack() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String before = console.docker.box(CONTAINER).id;
        console.docker.refuseStartOf = CONTAINER;
        console.docker.refusalsLeft = 1;

        Operation ended = console.ended(
                console.databases.changePorts("shop", List.of(new PortMapping(FreePort.next(), "127.0.0.1"))));

        assertThat(ended.state()).isEqualTo(Operation.State.ROLLED_BACK);
        assertThat(ended.remedy()).isEqualTo("Choose another host port.");
        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.box(CONTAINER).id).isEqualTo(before);
        assertThat(console.docker.box(CONTAINER).status).isEqualTo("running");
        assertThat(console.databases.get("shop").ports()).isEmpty();
    }

    @Test
    void anOrphanedVolumeGoesToANewDatabaseOfTheSameEngineWithItsLogin() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String password = console.databases.login("shop").password();
        console.ended(console.databases.remove("shop", false));
        String volume = console.databases.orphanedVolumes().getFirst().name();

        DeployRequest wrongEngine =
                new DeployRequest("other", "mariadb", null, null, null, null, null, null, null, null, volume);
        assertThatThrownBy(() -> console.databases.deploy(wrongEngine)).hasMessageContaining("holds data of postgres");
        DeployRequest wrongVersion =
                new DeployRequest("other", "postgres", "15", null, null, null, null, null, null, null, volume);
        assertThatThrownBy(() -> console.databases.deploy(wrongVersion)).hasMessageContaining("written by version 18");
        DeployRequest right =
                new DeployRequest("other", "postgres", null, null, null, null, null, null, null, null, volume);
        console.ended(console.databases.deploy(right));

        assertThat(console.databases.login("other").password()).isEqualTo(password);
        assertThat(console.docker.box("srv-alacran--other").spec.volume()).isEqualTo(volume);
        assertThat(console.databases.orphanedVolumes()).isEmpty();
        assertThatThrownBy(() -> console.databases.deploy(
                        new DeployRequest("third", "postgres", null, null, null, null, null, null, null, null, volume)))
                .hasMessageContaining("one writer per volume");
    }

    @Test
    void aNewDatabaseOfAnOldNameGetsAFreshVolumeUnlessAskedOtherwise() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.ended(console.databases.remove("shop", false));
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));

        assertThat(console.databases.get("shop").volume()).isEqualTo(CONTAINER + "-data-2");
        assertThat(console.docker.volumes).containsOnlyKeys(CONTAINER + "-data", CONTAINER + "-data-2");
    }

    @Test
    void aRotatedPasswordIsAnotherOneAndRevealingItIsAudited() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String before = console.databases.login("shop").password();

        console.ended(console.databases.rotatePassword("shop"));

        assertThat(console.databases.revealPassword("shop"))
                .isNotEqualTo(before)
                .hasSize(24);
        assertThat(console.audited)
                .containsExactly("database.deploy shop", "database.rotate-password shop", "password.reveal shop");
    }

    @Test
    void aPasswordForgottenWithItsKeyIsStoredAgainOnceTheDatabaseAnswersToIt() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String password = console.databases.login("shop").password();
        console.store.endRotation("shop", Secrets.FORGOTTEN);
        assertThatThrownBy(() -> console.databases.login("shop"))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.remedy()).contains("store-password shop"));

        console.databases.storePassword("shop", password);

        assertThat(console.databases.login("shop").password()).isEqualTo(password);
        assertThat(console.audited).contains("password.store shop");
    }

    @Test
    void aVolumeWhosePasswordWasForgottenAsksForItWhenItIsUsedAgain() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        String password = console.databases.login("shop").password();
        String volume = console.databases.get("shop").volume();
        console.store.endRotation("shop", Secrets.FORGOTTEN);
        console.ended(console.databases.remove("shop", false));

        assertThatThrownBy(() -> console.databases.deploy(again(volume, null)))
                .hasMessageContaining("its key was lost");
        console.ended(console.databases.deploy(again(volume, password)));

        assertThat(console.databases.login("shop").password()).isEqualTo(password);
    }

    private static DeployRequest again(String volume, @Nullable String password) {
        return new DeployRequest("shop", "postgres", null, null, null, null, null, null, null, password, volume);
    }

    @Test
    void aRotationWhoseEndIsNotKnownIsSettledBeforeTheNext() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.store.beginRotation("shop", "database/shop/password=the-pending-one");

        console.ended(console.databases.rotatePassword("shop"));

        assertThat(console.store.find("shop").orElseThrow().pendingPassword()).isNull();
        assertThat(console.databases.login("shop").password()).hasSize(24);
    }

    @Test
    void thePortOfAStoppedDatabaseStaysItsOwn() {
        int port = FreePort.next();
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.ended(console.databases.changePorts("shop", List.of(new PortMapping(port, "127.0.0.1"))));
        console.ended(console.databases.stop("shop"));

        DeployRequest other = new DeployRequest(
                "other",
                "redis",
                null,
                null,
                null,
                List.of(new PortMapping(port, "127.0.0.1")),
                null,
                null,
                null,
                null,
                null);
        assertThatThrownBy(() -> console.databases.deploy(other))
                .hasMessageContaining("taken by the database \"shop\"");
        assertThatThrownBy(() -> console.databases.changePorts(
                        "shop", List.of(new PortMapping(port, "127.0.0.1"), new PortMapping(port, "0.0.0.0"))))
                .hasMessageContaining("there twice");
    }

    @Test
    void onlyADeployCanBeCancelled() {
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.docker.answers = container -> false;
        Operation restart = console.databases.restart("shop");

        assertThatThrownBy(() -> console.operations.cancel(restart.id())).hasMessageContaining("cannot be cancelled");
    }

    @Test
    void withoutAnEngineADeploySaysHowToMendItAndStoresNothing() {
        console.docker.reachable = false;

        assertThatThrownBy(() -> console.databases.deploy(DeployRequest.of("shop", "postgres")))
                .asInstanceOf(type(DockerUnavailableException.class))
                .satisfies(e -> assertThat(e.remedy()).isEqualTo("start it"));
        assertThat(console.databases.list()).isEmpty();
    }

    @Test
    void twoOperationsOnOneDatabaseDoNotRunAtOnce() throws Exception {
        console.docker.answers = container -> false;
        Operation first = console.databases.deploy(DeployRequest.of("shop", "postgres"));
        assertThatThrownBy(() -> console.databases.stop("shop"))
                .asInstanceOf(type(ProblemException.class))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(ProblemException.Kind.CONFLICT));
        console.operations.cancel(first.id());

        assertThat(console.ended(first).state()).isEqualTo(Operation.State.ROLLED_BACK);
        assertThat(console.docker.containers).isEmpty();
    }
}
