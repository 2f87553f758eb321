package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestConnections;
import io.alacran.database.DatabaseState;
import io.alacran.database.Reachability;
import io.alacran.docker.FakeDocker;
import io.alacran.docker.Swarm.Node;
import io.alacran.docker.Swarm.Publication;
import io.alacran.engine.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor makes of a swarm; {@code DoctorSwarmIT} has a real one. */
@Timeout(60)
class ElsewhereTests {

    private static final Node HERE = new Node("manager", "10.0.0.2", true);
    private static final Node THERE = new Node("worker", "10.0.0.3", false);

    @TempDir
    Path home;

    private final FakeDatabases databases = new FakeDatabases();
    private final FakeDocker docker = new FakeDocker();
    private final int port = FreePort.next();
    private TestConnections test;

    @BeforeEach
    void open() {
        test = new TestConnections(home, databases);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Diagnosis examine(String name) {
        return TestDoctor.of(test, databases, docker, Clock.systemUTC()).examine(name, check -> {});
    }

    private Check ofPort(boolean everyNode, @Nullable String failure, Node... nodes) {
        docker.publications.put(port, new Publication("orders", 5432, everyNode, List.of(nodes), failure));
        test.connections.create(TestConnections.server("orders", "postgres", "127.0.0.1", port, "shop", "app", "p"));
        return examine("orders").cause().orElseThrow();
    }

    private static void says(Check cause, String id, String found, String remedy) {
        assertThat(cause.id()).isEqualTo(id);
        assertThat(cause.found()).contains(found);
        assertThat(cause.remedy()).contains(remedy);
    }

    @Test
    void aPortThatOnlyAnotherNodeHas() {
        says(
                ofPort(false, null, THERE),
                "mapping",
                "Port " + port + " leads to port 5432 of the swarm's service orders only on the node that it runs on,"
                        + " worker (10.0.0.3).",
                "Use 10.0.0.3 and port " + port);
    }

    @Test
    void aPortOfEveryNodeThatDoesNotAnswerHere() {
        says(
                ofPort(true, null, HERE, THERE),
                "mapping",
                "(docker service ls shows that, docker ps does not), which runs on this machine, worker (10.0.0.3),"
                        + " and nothing answers on it here.",
                "--publish-rm 5432 --publish-add mode=host,published=" + port + ",target=5432 orders");
    }

    @Test
    void aServiceThatRunsNowhereWithTheReasonAndWithout() {
        says(ofPort(true, "no such image"), "mapping", "runs on no node: no such image.", "docker service ps");
        docker.publications.put(port, new Publication("orders", 5432, false, List.of(), null));
        says(examine("orders").cause().orElseThrow(), "mapping", "runs on no node.", "docker service ps");
    }

    @Test
    void aPortThatAnswersIsNoneOfItsBusiness() throws IOException {
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(server));
            ofPort(true, null, THERE);
            assertThat(mapping()).satisfies(check -> {
                assertThat(check.result()).isEqualTo(Result.PASS);
                assertThat(check.found())
                        .isEqualTo(
                                "port " + port + " leads to port 5432 of the swarm's service orders (docker service ls"
                                        + " shows that, docker ps does not)");
            });
            docker.publications.put(port, new Publication("orders", 5432, false, List.of(THERE), null));
            assertThat(mapping().found()).isEqualTo("a process of this machine has port " + port + ", no container");
        }
    }

    /** On everybody, at once. */
    private static void hangUp(ServerSocket server) {
        try {
            while (true) {
                server.accept().close();
            }
        } catch (IOException closed) {
            // The test is over
        }
    }

    private Check mapping() {
        return examine("orders").checks().stream()
                .filter(c -> c.id().equals("mapping"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDatabaseWhoseContainerIsOnAnotherNode() {
        databases.put(
                "shop",
                "postgres",
                DatabaseState.READY,
                new Reachability.Address("127.0.0.1", 1),
                new Login("app", "pw-of-app", "shop"));
        test.connections.create(TestConnections.draft("{'name': 'shop', 'managedDatabase': 'shop'}"));
        docker.nodes.put("srv-alacran--shop", List.of(THERE));

        says(
                examine("shop").cause().orElseThrow(),
                "container",
                "one of that name runs in the swarm, on worker (10.0.0.3)",
                "remove the container there, then start the database shop");
    }
}
