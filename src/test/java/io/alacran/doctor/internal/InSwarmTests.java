package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestConnections;
import io.alacran.database.DatabaseState;
import io.alacran.database.Reachability;
import io.alacran.docker.FakeDocker;
import io.alacran.docker.Swarm.Member;
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
class InSwarmTests {

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

    private void publish(int containerPort, boolean everyNode, @Nullable String failure, Node... nodes) {
        docker.publications.put(port, new Publication("orders", containerPort, everyNode, List.of(nodes), failure));
    }

    private Check cause(String connection) {
        return examine(connection).cause().orElseThrow();
    }

    private Check ofPort() {
        if (test.connections.find("orders").isEmpty()) {
            test.connections.create(
                    TestConnections.server("orders", "postgres", "127.0.0.1", port, "shop", "app", "p"));
        }
        return cause("orders");
    }

    private static void says(Check cause, String id, String found, String remedy) {
        assertThat(cause.id()).isEqualTo(id);
        assertThat(cause.found()).contains(found);
        assertThat(cause.remedy()).contains(remedy);
    }

    @Test
    void aPortThatOnlyAnotherNodeHas() {
        publish(5432, false, null, THERE);

        says(
                ofPort(),
                "mapping",
                "Port " + port + " leads to port 5432 of the swarm's service orders only on the node that it runs on,"
                        + " worker (10.0.0.3).",
                "Use 10.0.0.3 and port " + port);
    }

    @Test
    void aPortOfEveryNodeThatDoesNotAnswerHere() {
        publish(5432, true, null, THERE, HERE);

        says(
                ofPort(),
                "mapping",
                "(docker service ls shows that, docker ps does not), which runs on worker (10.0.0.3), this machine,"
                        + " and nothing answers on it here.",
                "--publish-rm 5432 --publish-add mode=host,published=" + port + ",target=5432 orders");
        assertThat(cause("orders").remedy())
                .startsWith("See whether its server is up: docker service logs orders.")
                .contains("use 10.0.0.3 and port " + port);
    }

    @Test
    void aServicesPortThatLeadsToTheWrongOneInIt() {
        publish(80, true, null, THERE);
        says(
                ofPort(),
                "mapping",
                "leads to port 80 of the swarm's service orders (docker service ls shows that, docker ps does not), and"
                        + " PostgreSQL does not answer there: it listens on 5432.",
                "docker service update --publish-rm 80 --publish-add published=" + port + ",target=5432 orders");

        publish(80, false, null, HERE);
        says(ofPort(), "mapping", "leads to port 80", "--publish-add mode=host,published=" + port + ",target=5432");
    }

    @Test
    void aServiceThatRunsNowhereWithTheReasonAndWithout() {
        publish(5432, true, "no such image");
        says(ofPort(), "mapping", "runs on no node: no such image.", "docker service ps --no-trunc orders");

        publish(5432, false, null);
        says(ofPort(), "mapping", "runs on no node.", "docker service ps --no-trunc orders");
    }

    @Test
    void aPortThatSomethingElseAnswersOnIsNotTheServices() throws IOException {
        try (ServerSocket server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hangUp(server));
            publish(5432, true, null, THERE);
            assertThat(ofPort().id()).isEqualTo("greeting");
            assertThat(mapping().found())
                    .isEqualTo("port " + port + " leads to port 5432 of the swarm's service orders (docker service ls"
                            + " shows that, docker ps does not)");
            for (boolean everyNode : new boolean[] {true, false}) {
                publish(5432, everyNode, null, everyNode ? new Node[0] : new Node[] {THERE});
                assertThat(mapping().found())
                        .isEqualTo("a process of this machine has port " + port + ", no container");
            }
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
    void aSwarmWithoutALeaderKeepsNoOtherCheckFromLooking() {
        docker.swarmAnswers = false;

        says(ofPort(), "mapping", "No container's port is mapped to port " + port, "docker run -p");
        says(missing(), "container", "There is no container srv-alacran--shop.", "Start the database shop");
    }

    /** What is found of a database without its container. */
    private Check missing() {
        if (test.connections.find("shop").isEmpty()) {
            databases.put(
                    "shop",
                    "postgres",
                    DatabaseState.READY,
                    new Reachability.Address("127.0.0.1", 1),
                    new Login("app", "pw-of-app", "shop"));
            test.connections.create(TestConnections.draft("{'name': 'shop', 'managedDatabase': 'shop'}"));
        }
        return cause("shop");
    }

    @Test
    void aDatabaseWhoseContainerIsOnAnotherNodeOrWhoseNameAServiceHas() {
        docker.members.put("srv-alacran--shop", new Member(false, List.of(THERE)));
        says(
                missing(),
                "container",
                "one of that name runs in the swarm, on worker (10.0.0.3)",
                "remove the container there, then start the database shop");

        docker.members.put("srv-alacran--shop", new Member(true, List.of(HERE)));
        says(
                missing(),
                "container",
                "There is no container srv-alacran--shop, but a service of the swarm has that name; it runs on this"
                        + " machine.",
                "docker service rm srv-alacran--shop");
    }
}
