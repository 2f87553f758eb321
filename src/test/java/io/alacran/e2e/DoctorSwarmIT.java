package io.alacran.e2e;

import io.alacran.FreePort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Mistakes that only a swarm allows: what is looked for here runs on another node, or is published by a service. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DoctorSwarmIT {

    private static final String NETWORK = "alacran-overlay-network";
    private static final String WORKER = "worker (10.231.7.3)";
    private static SwarmOfTwo swarm;
    private static Ward ward;

    @BeforeAll
    static void start() {
        swarm = new SwarmOfTwo();
        ward = new Ward(Map.of("DOCKER_HOST", swarm.manager.host()));
        // With a container here, this node's engine hears of what the network has elsewhere
        ward.console.deploy(Map.of("name", "shop", "engine", "postgres", "version", "15"));
    }

    @AfterAll
    static void stop() {
        try {
            if (ward != null) {
                ward.close();
            }
        } finally {
            if (swarm != null) {
                swarm.close();
            }
        }
    }

    /** On the worker, with the user app and the database shop. */
    private static void container(String name, int hostPort) {
        swarm.worker.docker(
                "run",
                "-d",
                "--name",
                name,
                "--network",
                NETWORK,
                "-p",
                hostPort + ":5432",
                "-e",
                "POSTGRES_PASSWORD=" + Ward.PASSWORD,
                "-e",
                "POSTGRES_USER=app",
                "-e",
                "POSTGRES_DB=shop",
                SwarmOfTwo.IMAGE);
    }

    /** With the same contents, where the constraint lets it run. */
    private static void service(String name, String publish, String constraint, boolean waits) {
        List<String> command = new ArrayList<>(List.of("service", "create", "--name", name, "--network", NETWORK));
        command.addAll(List.of("--detach=" + !waits, "--no-resolve-image", "--constraint", constraint));
        command.addAll(List.of("--publish", publish));
        for (String variable : List.of("POSTGRES_PASSWORD=" + Ward.PASSWORD, "POSTGRES_USER=app", "POSTGRES_DB=shop")) {
            command.addAll(List.of("--env", variable));
        }
        command.add(SwarmOfTwo.IMAGE);
        swarm.manager.docker(command.toArray(String[]::new));
    }

    /** One node hears from the other what its network has a little later. */
    private static void awaitTold(String name) {
        Console.await(
                "the network to tell of " + name,
                () -> Ward.cause(ward.examine(Ward.draft("postgres", name, 5432)))
                        .get("found")
                        .asString()
                        .contains("in the swarm"));
    }

    private static void answersOnTheWorker(int port) {
        Console.await(
                "it to be ready on the worker",
                () -> ward.examine(Ward.draft("postgres", swarm.worker.address, port))
                        .get("healthy")
                        .asBoolean());
    }

    @Test
    void aContainerOnAnotherNodeIsNamedWithItsNodeAndAnswersThere() {
        int port = FreePort.next();
        container("crm", port);

        awaitTold("crm");
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "crm", 5432)),
                "resolve",
                "crm is a name inside the network " + NETWORK + " only, of a container that runs in the swarm, on "
                        + WORKER,
                "use " + swarm.worker.address);
        answersOnTheWorker(port);
    }

    @Test
    void aPortOfAServiceThatOnlyItsOwnNodeHas() {
        int port = FreePort.next();
        service("orders", "mode=host,published=" + port + ",target=5432", "node.role==worker", true);

        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "mapping",
                "port 5432 of the swarm's service orders only on the node that it runs on, " + WORKER,
                "Use " + swarm.worker.address + " and port " + port);
        awaitTold("orders");
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "orders", 5432)),
                "resolve",
                "orders is a name inside the network " + NETWORK + " only, of a service that runs in the swarm, on "
                        + WORKER,
                "docker service inspect --pretty orders",
                "use " + swarm.worker.address);
        answersOnTheWorker(port);
    }

    /** The mesh would answer in the manager's namespace, which the console is not in. */
    @Test
    void aMappingThatDockerPsDoesNotShowAndTheRemedyMendsIt() {
        int port = FreePort.next();
        service("bills", "published=" + port + ",target=5432", "node.role==worker", true);

        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "mapping",
                "port 5432 of the swarm's service bills (docker service ls shows that, docker ps does not), which runs on "
                        + WORKER,
                "docker service logs bills",
                "use " + swarm.worker.address + " and port " + port,
                "docker service update --publish-rm 5432 --publish-add mode=host,published=" + port
                        + ",target=5432 bills");
        swarm.manager.docker(
                "service",
                "update",
                "--detach=false",
                "--no-resolve-image",
                "--publish-rm",
                "5432",
                "--publish-add",
                "mode=host,published=" + port + ",target=5432",
                "bills");
        answersOnTheWorker(port);
    }

    @Test
    void aServiceThatNoNodeTakes() {
        int port = FreePort.next();
        service("stock", "published=" + port + ",target=5432", "node.labels.disk==fast", false);

        Console.await(
                "the swarm to say why",
                () -> ward.examine(Ward.draft("postgres", "127.0.0.1", port))
                        .toString()
                        .contains("no suitable node"));
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "mapping",
                "port 5432 of the swarm's service stock, which runs on no node: no suitable node",
                "docker service ps --no-trunc stock");
    }

    @Test
    void aDatabaseWhoseContainerIsOnAnotherNodeNow() {
        ward.console.deploy(Map.of("name", "moved", "engine", "postgres", "version", "15"));
        String container = Console.PREFIX + "moved";
        swarm.manager.docker("rm", "-f", "-v", container);
        container(container, FreePort.next());

        Console.await(
                "the network to tell of it",
                () -> Ward.cause(ward.examine("moved")).get("found").asString().contains(WORKER));
        Ward.isCause(
                ward.examine("moved"),
                "container",
                "There is no container " + container + " on this machine: one of that name runs in the swarm, on "
                        + WORKER,
                "remove the container there, then start the database moved");
    }
}
