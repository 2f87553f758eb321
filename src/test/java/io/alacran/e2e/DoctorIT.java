package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What goes wrong around a managed database: each mistake is made for real, told by the doctor, and undone. */
@Tag("docker")
@Timeout(300)
@ExtendWith(Evidence.class)
class DoctorIT {

    private static final String SHOP = Console.PREFIX + "shop";
    private static final int MAPPED = FreePort.next();
    private static Ward ward;

    @BeforeAll
    static void start() {
        ward = new Ward(Map.of());
        ward.console.deploy(Map.of(
                "name", "shop", "engine", "postgres", "version", "15", "ports", List.of(Map.of("hostPort", MAPPED))));
        ward.console.query("shop", "create table goods as select 1 as id");
    }

    @AfterAll
    static void stop() {
        ward.close();
    }

    private Map<String, Object> toShop(String host, int port) {
        Map<String, Object> draft = Ward.draft("postgres", host, port);
        draft.putAll(Map.of(
                "username",
                ward.console
                        .call("GET", "/databases/shop", null)
                        .get("username")
                        .asString(),
                "password",
                ward.console.password("shop")));
        return draft;
    }

    @Test
    void whereAllIsWellEveryCheckSaysWhatItSaw() {
        JsonNode diagnosis = ward.examine("shop");

        ward.isHealthy(diagnosis);
        ward.isHealthy(ward.examine(toShop("127.0.0.1", MAPPED)));
        assertThat(diagnosis.toString())
                .contains("its readiness probe succeeds", "PostgreSQL, has no TLS", "1 of 1 tables", "there and back")
                .doesNotContain(ward.console.password("shop"));
    }

    @Test
    void aStoppedContainer() {
        Shell.docker("stop", "-t", "5", SHOP);
        try {
            Ward.isCause(ward.examine("shop"), "container", SHOP + " is stopped", "docker start " + SHOP);
            Ward.isCause(ward.examine(toShop("127.0.0.1", MAPPED)), "container", "is stopped", "docker start " + SHOP);
        } finally {
            Shell.docker("start", SHOP);
            ward.awaitReady("shop");
        }
        ward.isHealthy(ward.examine("shop"));
    }

    @Test
    void aPausedContainer() {
        Shell.pauseBetweenProbes(SHOP);
        try {
            Ward.isCause(ward.examine("shop"), "container", "is paused", "docker unpause " + SHOP);
        } finally {
            Shell.docker("unpause", SHOP);
            ward.awaitReady("shop");
        }
    }

    @Test
    void aContainerThatWasRemovedByHandAndTheRemedyMendsIt() {
        Shell.docker("rm", "-f", "-v", SHOP);
        try {
            Ward.isCause(
                    ward.examine("shop"),
                    "container",
                    "There is no container " + SHOP,
                    "Start the database shop on its page",
                    "with its data");
        } finally {
            ward.console.operation("POST", "/databases/shop/start", null);
            ward.awaitReady("shop");
        }
        assertThat(ward.console.query("shop", "select id from goods")).isEqualTo("1");
        ward.isHealthy(ward.examine("shop"));
    }

    @Test
    void aVariableThatIsMisspeltAndTheContainerEnds() {
        int port = FreePort.next();
        String typo = ward.run(
                "postgres:15", List.of("-e", "POSTGRES_PASWORD=" + Ward.PASSWORD, "-p", "127.0.0.1:" + port + ":5432"));
        Console.await("it to end", () -> status(typo).equals("exited"));

        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "container",
                typo + " is stopped; it ended with exit code 1."
                        + " Its variable POSTGRES_PASWORD looks like POSTGRES_PASSWORD misspelt",
                "docker logs --tail 50 " + typo);
    }

    @Test
    void aContainerThatEndsAndIsStartedAgainAndAgain() {
        int port = FreePort.next();
        String loops = ward.run(
                "postgres:15",
                List.of("--restart", "always", "-e", "POSTGRES_DB=shop", "-p", "127.0.0.1:" + port + ":5432"));
        // Between two starts it runs for a moment; the pause after each is twice as long
        Console.await(
                "it to be waiting for its next start",
                () -> Ward.cause(ward.examine(Ward.draft("postgres", "127.0.0.1", port)))
                        .get("found")
                        .asString()
                        .equals(loops + " ends and is started again and again; its last exit code is 1."));
        Shell.docker("rm", "-f", "-v", loops);
    }

    @Test
    void aContainerThatRanOutOfMemory() {
        int port = FreePort.next();
        String hungry = ward.run(
                "postgres:15",
                List.of("--memory", "32m", "--memory-swap", "32m", "-p", "127.0.0.1:" + port + ":5432"),
                "tail",
                "/dev/zero");
        // The engine notes what it was ended for a moment after it has
        Console.await(
                hungry + " to be ended",
                () -> Shell.docker("inspect", "--format", "{{.State.Status}} {{.State.OOMKilled}}", hungry)
                        .equals("exited true"));
        Ward.isCause(
                ward.examine(Ward.draft("postgres", "127.0.0.1", port)),
                "container",
                hungry + " ran out of memory and was ended",
                "Raise its memory limit",
                "docker start " + hungry);
        Shell.docker("rm", "-f", "-v", hungry);
    }

    private static String status(String container) {
        return Shell.docker("inspect", "--format", "{{.State.Status}}", container);
    }

    @Test
    void aHostPortThatSomethingElseTookMeanwhile() {
        Shell.docker("stop", "-t", "5", SHOP);
        String thief = ward.run("redis:7", List.of("-p", "127.0.0.1:" + MAPPED + ":6379"));
        try {
            assertThat(Shell.run("docker", "start", SHOP).exitCode()).isNotZero();
            Ward.isCause(ward.examine("shop"), "container", "could not start", "host port", "docker start " + SHOP);
        } finally {
            Shell.docker("rm", "-f", "-v", thief);
            Shell.docker("start", SHOP);
            ward.awaitReady("shop");
        }
    }

    @Test
    void twoServersOnOneVolume() {
        String volume =
                ward.console.call("GET", "/databases/shop", null).get("volume").asString();
        String other = ward.run("debian:bookworm-slim", List.of("-v", volume + ":/data:ro"), "sleep", "300");
        try {
            Ward.isCause(ward.examine("shop"), "volume", other + " uses the same volume", "docker stop " + other);
        } finally {
            Shell.docker("rm", "-f", "-v", other);
        }
    }

    @Test
    void offTheSharedNetworkAndTheRemedyMendsIt() {
        String network = Shell.docker("inspect", "--format", "{{.HostConfig.NetworkMode}}", SHOP);
        Shell.docker("network", "disconnect", network, SHOP);
        String remedy;
        try {
            JsonNode diagnosis = ward.examine("shop");
            Ward.isCause(diagnosis, "network", SHOP + " is not on " + network, "docker network connect");
            remedy = Ward.cause(diagnosis).get("remedy").asString().replaceFirst(".*: docker ", "");
            Shell.docker(remedy.split(" "));
        } finally {
            Shell.docker("restart", "-t", "5", SHOP);
            ward.awaitReady("shop");
        }
        assertThat(remedy).contains("--alias shop");
        ward.isHealthy(ward.examine("shop"));
    }

    @Test
    void aServerThatListensForItselfOnly() {
        ward.console.query("shop", "alter system set listen_addresses = 'localhost'");
        Shell.docker("restart", "-t", "5", SHOP);
        try {
            Console.await(
                    "the server to be up",
                    () -> Ward.cause(ward.examine("shop"))
                            .get("found")
                            .asString()
                            .contains("loopback"));
            Ward.isCause(ward.examine("shop"), "listening", "loopback address only", "listen_addresses = '*'");
        } finally {
            Shell.docker(
                    "exec",
                    SHOP,
                    "sh",
                    "-c",
                    "psql -U $POSTGRES_USER -d $POSTGRES_DB -c 'alter system reset listen_addresses'");
            Shell.docker("restart", "-t", "5", SHOP);
            ward.awaitReady("shop");
        }
    }

    @Test
    void aServerThatHangs() {
        Shell.docker("kill", "--signal", "STOP", SHOP);
        try {
            Ward.isCause(ward.examine("shop"), "ready", "readiness probe failed", "docker restart " + SHOP);
        } finally {
            Shell.docker("kill", "--signal", "CONT", SHOP);
            Shell.docker("restart", "-t", "1", SHOP);
            ward.awaitReady("shop");
        }
    }

    @Test
    void theInternalNameFromOutside() {
        Ward.isCause(
                ward.examine(toShop(SHOP, 5432)),
                "resolve",
                SHOP + " is a name inside the network",
                "127.0.0.1 and port " + MAPPED,
                SHOP + ":5432");
        Ward.isCause(ward.examine(toShop("shop", 5432)), "resolve", "name inside", "port " + MAPPED);
        Ward.isCause(ward.examine(toShop("no-such-host", 5432)), "resolve", "not known here", "no-such-host");
    }

    @Test
    void noPortMappingAtAll() {
        int unmapped = FreePort.next();
        Ward.isCause(
                ward.examine(toShop("127.0.0.1", unmapped)),
                "mapping",
                "No container's port is mapped to port " + unmapped,
                "shop is mapped to port " + MAPPED);
    }

    @Test
    void aMappingOnLoopbackUsedByAnotherAddressOfTheMachine() throws Exception {
        String other = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(a -> a instanceof Inet4Address && !a.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElseThrow();
        Ward.isCause(
                ward.examine(toShop(other, MAPPED)),
                "bound-address",
                "mapped on 127.0.0.1 only, not on " + other,
                "127.0.0.1:" + MAPPED,
                "ssh -L");
    }

    @Test
    void aFirewallRuleThatDropsPacketsToTheContainer() {
        String[] rule = {"OUTPUT", "-d", Ward.address(SHOP), "-p", "tcp", "--dport", "5432", "-j", "DROP"};
        iptables("-I", rule);
        try {
            Ward.isCause(
                    ward.examine("shop"),
                    "firewall",
                    "--dport 5432 -j DROP",
                    "iptables -D OUTPUT -d " + Ward.address(SHOP));
        } finally {
            iptables("-D", rule);
        }
        ward.isHealthy(ward.examine("shop"));
    }

    /** The rules are those of the container's own network, which the console sees as little as a provider's. */
    @Test
    void aFirewallThatTheConsoleCannotRead() {
        Map<String, Object> draft = toShop(Ward.address(SHOP), 5432);
        ward.isHealthy(ward.examine(draft));
        Map<String, String[]> seen = Map.of(
                "DROP", new String[] {"something on the way drops packets", "and in its provider's", "SSH tunnel"},
                "REJECT --reject-with tcp-reset",
                        new String[] {"nothing listens on that port, or a firewall rejects it", "ss -ltn"},
                "REJECT --reject-with icmp-host-unreachable", new String[] {"There is no way to", "ip route get"});
        seen.forEach((target, words) -> {
            String rule = "INPUT ! -i lo -p tcp --dport 5432 -j " + target;
            inside("iptables -w 5 -I " + rule);
            try {
                Ward.isCause(ward.examine(draft), "connect", words[0], Arrays.copyOfRange(words, 1, words.length));
            } finally {
                inside("iptables -w 5 -D " + rule);
            }
        });
        ward.isHealthy(ward.examine(draft));
    }

    private static void inside(String command) {
        String process = Shell.docker("inspect", "--format", "{{.State.Pid}}", SHOP);
        Shell.run(("nsenter -t " + process + " -n " + command).split(" ")).orFail();
    }

    private static void iptables(String action, String[] rule) {
        String[] line = new String[rule.length + 4];
        line[0] = "iptables";
        line[1] = "-w";
        line[2] = "5";
        line[3] = action;
        System.arraycopy(rule, 0, line, 4, rule.length);
        Shell.run(line).orFail();
    }

    @Test
    void aPasswordThatWasChangedInTheDatabase() {
        String user = ward.console
                .call("GET", "/databases/shop", null)
                .get("username")
                .asString();
        String password = ward.console.password("shop");
        ward.console.query("shop", "alter user \"" + user + "\" password 'another'");
        try {
            JsonNode diagnosis = ward.examine("shop");
            Ward.isCause(
                    diagnosis,
                    "sign-in",
                    "password authentication failed",
                    "docker exec -it " + SHOP + " psql -U " + user);
            assertThat(Ward.cause(diagnosis).get("found").asString())
                    .contains("POSTGRES_PASSWORD", "changed in the database since")
                    .doesNotContain(password);
        } finally {
            Shell.docker(
                    "exec",
                    SHOP,
                    "psql",
                    "-U",
                    user,
                    "-d",
                    "shop",
                    "-c",
                    "alter user \"" + user + "\" password '" + password + "'");
        }
        ward.isHealthy(ward.examine("shop"));
    }

    @Test
    void anSshPortInPlaceOfTheDatabases() {
        int ssh = FreePort.next();
        ward.console.call("PUT", "/bastion", Map.of("enabled", true, "port", ssh, "home", "embedded"));
        try {
            Ward.isCause(ward.examine(toShop("127.0.0.1", ssh)), "greeting", "an SSH server", "ssh -L");
        } finally {
            ward.console.call("PUT", "/bastion", Map.of("enabled", false, "port", ssh, "home", "embedded"));
        }
    }

    @Test
    void theCommandLinePrintsTheChecks() {
        Map<String, String> login = Map.of("ALACRAN_URL", ward.console.url(), "ALACRAN_TOKEN", ward.console.token());
        Shell.Result well = Shell.run(login, Console.cli("connections", "test", "shop"));
        assertThat(well.output()).contains("The container runs", "The clocks agree", "pass");
        assertThat(well.exitCode()).isZero();
    }
}
