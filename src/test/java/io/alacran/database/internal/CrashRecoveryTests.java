package io.alacran.database.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.operation.Operation;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The console is killed at every call to the engine in turn; its next start must leave nothing half there. */
class CrashRecoveryTests {

    private static final String CONTAINER = "srv-alacran--shop";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aDeployThatWasKilledAtAnyPointIsFinishedAtTheNextStart(int calls) {
        ConsoleOnFakes console = new ConsoleOnFakes();
        console.docker.callsUntilKilled = calls;
        Operation started = console.databases.deploy(DeployRequest.of("shop", "postgres"));
        assertThat(console.ended(started).ended()).as("it was killed").isFalse();

        console.restart();
        console.recovery.recover();

        Operation after = console.ended(started);
        assertThat(after.state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.box(CONTAINER).status).isEqualTo("running");
        assertThat(console.docker.volumes).containsOnlyKeys(CONTAINER + "-data");
        assertThat(console.store.find("shop").orElseThrow().deployed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void aDeployThatWasKilledAndCannotBeFinishedLeavesNothing(int calls) {
        ConsoleOnFakes console = new ConsoleOnFakes();
        console.docker.callsUntilKilled = calls;
        Operation started = console.databases.deploy(DeployRequest.of("shop", "postgres"));
        console.ended(started);

        console.docker.registry.clear();
        console.restart();
        console.recovery.recover();

        assertThat(console.ended(started).state()).isEqualTo(Operation.State.ROLLED_BACK);
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.docker.volumes).isEmpty();
        assertThat(console.databases.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aChangeOfPortsThatWasKilledAtAnyPointEndsWithOneRunningContainerThatTheStoreDescribes(int calls) {
        ConsoleOnFakes console = new ConsoleOnFakes();
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        List<PortMapping> wanted = List.of(new PortMapping(FreePort.next(), "127.0.0.1"));
        console.docker.callsUntilKilled = calls;
        Operation started = console.databases.changePorts("shop", wanted);
        assertThat(console.ended(started).ended()).as("it was killed").isFalse();

        console.restart();
        console.recovery.recover();

        assertThat(console.ended(started).state()).isIn(Operation.State.SUCCEEDED, Operation.State.ROLLED_BACK);
        assertThat(console.docker.containers).containsOnlyKeys(CONTAINER);
        assertThat(console.docker.box(CONTAINER).status).isEqualTo("running");
        List<PortMapping> stored = console.databases.get("shop").ports();
        assertThat(console.docker.box(CONTAINER).spec.ports()).hasSize(1 + stored.size());
        assertThat(console.docker.volumes).containsOnlyKeys(CONTAINER + "-data");
        assertThat(console.docker.mostWritersSeen).as("writers of the volume").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void aRemovalThatWasKilledIsFinishedWithOrWithoutTheVolumeAsWasAsked(int calls) {
        ConsoleOnFakes console = new ConsoleOnFakes();
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.docker.callsUntilKilled = calls;
        Operation started = console.databases.remove("shop", true);
        console.ended(started);

        console.restart();
        console.recovery.recover();

        assertThat(console.ended(started).state()).isEqualTo(Operation.State.SUCCEEDED);
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.databases.list()).isEmpty();
        assertThat(console.docker.volumes).isEmpty();
    }

    @Test
    void whatCouldNotBeUndoneBecauseTheEngineWasGoneIsUndoneWhenItIsBack() {
        ConsoleOnFakes console = new ConsoleOnFakes();
        AtomicBoolean gone = new AtomicBoolean();
        console.docker.answers = container -> {
            // Once only: the console looks after its databases meanwhile, and asks too.
            if (gone.compareAndSet(false, true)) {
                console.docker.reachable = false;
            }
            return false;
        };
        Operation started = console.databases.deploy(DeployRequest.of("shop", "postgres"));
        assertThat(console.ended(started).state()).isEqualTo(Operation.State.ROLLED_BACK);
        assertThat(console.docker.containers).as("the engine is gone").containsKey(CONTAINER);

        console.docker.reachable = true;
        console.recovery.recover();
        console.settled();

        assertThat(console.docker.containers).isEmpty();
        assertThat(console.docker.volumes).isEmpty();
        assertThat(console.databases.list()).isEmpty();
    }

    @Test
    void afterAnEngineWasKilledWhatNobodyStoppedIsStartedAgain() {
        ConsoleOnFakes console = new ConsoleOnFakes();
        console.ended(console.databases.deploy(DeployRequest.of("shop", "postgres")));
        console.ended(console.databases.deploy(DeployRequest.of("asleep", "redis")));
        console.ended(console.databases.stop("asleep"));
        console.docker.box(CONTAINER).status = "exited";

        console.recovery.recover();
        console.settled();

        assertThat(console.docker.box(CONTAINER).status).isEqualTo("running");
        assertThat(console.docker.box("srv-alacran--asleep").status).isEqualTo("exited");
    }
}
