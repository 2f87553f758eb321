package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.FreePort;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.sshd.client.session.ClientSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the bastion must not lead. */
@Tag("docker")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BastionTargetsContract {

    private static final String METADATA = "169.254.169.254";
    private static final String PROHIBITED = "administratively prohibited";

    BastionSite site;

    /** Where the bastion runs. */
    abstract BastionPlace place();

    @BeforeAll
    void start() {
        // Should a packet be sent there after all, it must not leave this machine.
        Shell.run("ip", "route", "add", "blackhole", METADATA + "/32");
        site = new BastionSite(place());
    }

    @AfterAll
    void stop() {
        Shell.run("ip", "route", "del", "blackhole", METADATA + "/32");
        site.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "localhost",
                "127.1",
                "2130706433",
                "0x7f000001",
                "[::ffff:127.0.0.1]",
                "[::1]",
                "0.0.0.0",
                METADATA
            })
    void theConsoleAndTheMachineItselfAreNotReached(String host) {
        for (int port : new int[] {site.console.port(), site.port, 80}) {
            assertThat(site.asRoot("-W", host + ":" + port).output()).contains(PROHIBITED);
        }
    }

    static String[] disguises() {
        String shop = Console.PREFIX + "shop";
        return new String[] {
            shop + ".",
            shop.toUpperCase(java.util.Locale.ROOT),
            shop.replaceFirst("s", "S"),
            "shop",
            shop + ".alacran-overlay-network",
            shop + "%00",
            Shell.docker(
                    "inspect",
                    "-f",
                    "{{(index .NetworkSettings.Networks \"alacran-overlay-network\").IPAddress}}",
                    shop)
        };
    }

    @ParameterizedTest
    @MethodSource("disguises")
    void aDatabaseIsReachedByItsExactNameOnly(String host) {
        assertThat(site.asRoot("-W", host + ":5432").output()).contains(PROHIBITED);
    }

    @Test
    void anotherAccountsDatabaseIsRefusedInTheWordsOfOneThatDoesNotExist() {
        String other = site.asRoot("-W", BastionSite.CRM).output();
        String absent = site.asRoot("-W", Console.PREFIX + "nope:3306").output();

        assertThat(other).contains(PROHIBITED, "that the account root may reach");
        assertThat(other.replace("crm", "nope")).isEqualTo(absent);
    }

    @Test
    void anotherPortOfADatabaseIsRefused() {
        assertThat(site.asRoot("-W", Console.PREFIX + "shop:22").output())
                .contains(PROHIBITED, "is reached on its own port 5432, not on 22");
    }

    @Test
    void aContainerOnTheNetworkThatIsNoManagedDatabaseIsNotReached() {
        String name = Console.PREFIX + "stray";
        Shell.docker(
                "run",
                "-d",
                "--rm",
                "--name",
                name,
                "--network",
                "alacran-overlay-network",
                "--label",
                "io.alacran.instance=" + Console.INSTANCE,
                "redis:7");
        try {
            assertThat(site.asRoot("-W", name + ":6379").output()).contains(PROHIBITED);
        } finally {
            Shell.docker("rm", "-f", "-v", name);
        }
    }

    @Test
    void aDatabaseThatIsDownRefusesTheConnectionAndTheSessionGoesOn() throws Exception {
        site.console.deploy(java.util.Map.of("name", "down", "engine", "redis"));
        site.account("ann", "id", java.util.Map.of());
        site.console.operation("POST", "/databases/down/stop", null);

        assertThat(Shell.run(site.ssh("id", "-W", Console.PREFIX + "down:6379", site.at("ann")))
                        .output())
                .contains("connect failed: Connection refused")
                .contains("see its state in the console");
        try (RawClient client = new RawClient(site, "ann")) {
            assertThat(client.refusal(Console.PREFIX + "down", 6379)).contains("Connection refused");
            assertThat(client.opens(Console.PREFIX + "shop", 5432)).isTrue();
        }
    }

    @Test
    void portsThatDoNotExistAndHugeNamesAreRefusedAndTheSessionGoesOn() throws Exception {
        try (RawClient client = new RawClient(site, "root")) {
            String shop = Console.PREFIX + "shop";
            assertThat(client.refusal(shop, 0)).contains("port 0 is not between 1 and 65535");
            assertThat(client.refusal(shop, 65_536)).contains("port 65536 is not between");
            assertThat(client.refusal(shop, 70_000)).contains("port 70000 is not between");
            assertThat(client.refusal("x".repeat(200_000), 5432)).contains("may reach");
            assertThat(client.refusal("a\u0000b\n\u001b[2J", 5432)).contains("a?b??[2J");
            assertThat(client.refusalOfLengthOnly(1_000_000)).contains("does not end");
            assertThat(client.opens(shop, 5432)).isTrue();
        }
    }

    @Test
    void aPacketBeyondTheProtocolsLimitEndsItsOwnSessionOnly() throws Exception {
        try (RawClient client = new RawClient(site, "root");
                RawClient bystander = new RawClient(site, "root")) {
            client.send("x".repeat(1_000_000), 5432);

            Console.await("the session to end", () -> !client.session().isOpen());
            assertThat(client.farewells())
                    .containsExactly("a packet is longer than the 262144 bytes that are the most here");
            assertThat(bystander.opens(Console.PREFIX + "shop", 5432)).isTrue();
        }
    }

    @Test
    void remoteForwardingIsRefused() {
        Shell.Result result = site.asRoot("-N", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:22");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("remote port forwarding failed");
    }

    @Test
    void aSocksProxyLeadsToDatabasesOnly() throws Exception {
        int local = FreePort.next();
        site.start(site.ssh("id", "-N", "-D", String.valueOf(local), site.at("root")), local);

        assertThat(socks(local, METADATA, 80)).isNotZero();
        assertThat(socks(local, "127.0.0.1", site.console.port())).isNotZero();
        assertThat(socks(local, Console.PREFIX + "shop", 5432)).isZero();
    }

    /** Asks a SOCKS 5 proxy for a connection (RFC 1928); its answer, or -1 where it hangs up. */
    private static int socks(int proxy, String host, int port) throws IOException {
        try (Socket socket = BastionSite.connect(proxy)) {
            socket.getOutputStream().write(new byte[] {5, 1, 0});
            assertThat(socket.getInputStream().readNBytes(2)).containsExactly(5, 0);
            byte[] name = host.getBytes(StandardCharsets.US_ASCII);
            byte[] request = new byte[7 + name.length];
            System.arraycopy(new byte[] {5, 1, 0, 3, (byte) name.length}, 0, request, 0, 5);
            System.arraycopy(name, 0, request, 5, name.length);
            request[request.length - 2] = (byte) (port >> 8);
            request[request.length - 1] = (byte) port;
            socket.getOutputStream().write(request);
            byte[] answer = socket.getInputStream().readNBytes(2);
            return answer.length < 2 ? -1 : answer[1];
        }
    }

    @Test
    void unixSocketsAreRefusedAndTheSessionGoesOn() throws Exception {
        int local = FreePort.next();
        int good = FreePort.next();
        site.start(
                site.ssh(
                        "id",
                        "-N",
                        "-L",
                        local + ":/var/run/docker.sock",
                        "-L",
                        good + ":" + BastionSite.SHOP,
                        site.at("root")),
                local);
        try (Socket socket = BastionSite.connect(local)) {
            socket.getOutputStream().write("GET /_ping HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(socket)).isEqualTo(-1);
        }
        assertThat(site.log(local)).contains(PROHIBITED);
        assertThat(site.psql(good, "select 6 * 7").orFail()).isEqualTo("42");
    }

    /** A connection that is reset has ended too. */
    private static int read(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void thereIsNoShellNoCommandNoFileTransferNoTerminalAndNoTunnelDevice() {
        String no = "only tunnels to databases are possible here";
        assertThat(site.asRoot().output()).contains(no);
        assertThat(site.asRoot("-tt").output()).contains(no);
        assertThat(Shell.run(site.ssh("id", site.at("root"), "id")).output())
                .contains(no)
                .doesNotContain("uid=");
        assertThat(Shell.run(site.ssh("id", "-s", site.at("root"), "sftp")).output())
                .contains(no);
        assertThat(site.asRoot("-A", "-X").output()).contains(no);
        assertThat(site.asRoot("-w", "any:any").exitCode()).isNotZero();
    }

    @Test
    void tenThousandChannelsAreBoundedAndTheSessionGoesOn() throws Exception {
        try (RawClient client = new RawClient(site, "root")) {
            int opened = client.flood(Console.PREFIX + "cache", 6379, 10_000);

            assertThat(opened).isBetween(1, 64);
            ClientSession session = client.session();
            assertThat(session.isOpen()).isTrue();
        }
        assertThat(site.answer()).isEqualTo("42");
    }
}
