package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A bastion as a process of its own, and the console's side of it, without an engine. */
class BastionProcessTests {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final BastionPolicy.Target SHOP = BastionOnFakes.SHOP;

    @TempDir
    Path home;

    final List<BastionEvent> events = new CopyOnWriteArrayList<>();
    final List<RemoteBastion> consoles = new ArrayList<>();
    HostKey hostKey;
    BastionProcess process;
    ServerSocket shop;
    volatile int control;

    @BeforeEach
    void start() throws IOException {
        hostKey = HostKey.loadOrMake(home.resolve("host_key"));
        shop = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::greet);
        startProcess();
    }

    private void startProcess() throws IOException {
        process = new BastionProcess(InetAddress.getLoopbackAddress(), 0, SECRET, new Addresses() {
            @Override
            public CompletableFuture<InetSocketAddress> find(BastionPolicy.Target target) {
                return CompletableFuture.completedFuture((InetSocketAddress) shop.getLocalSocketAddress());
            }

            @Override
            public void forget(BastionPolicy.Target target) {}
        });
        control = process.controlPort();
        BastionProcess started = process;
        Thread.ofVirtual().start(() -> {
            try {
                started.run();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    private void greet() {
        while (!shop.isClosed()) {
            try (Socket client = shop.accept()) {
                client.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        consoles.forEach(RemoteBastion::close);
        process.close();
        shop.close();
    }

    private RemoteBastion console(String secret) throws IOException {
        RemoteBastion console = new RemoteBastion(
                () -> new Socket(InetAddress.getLoopbackAddress(), control),
                secret,
                new ControlMessage.Begin(HostKeyText.write(hostKey), 0, BastionLimits.DEFAULT),
                events::add,
                new InetSocketAddress("127.0.0.1", 0));
        consoles.add(console);
        return console;
    }

    private BastionPolicy policy() throws Exception {
        Path key = home.resolve("id");
        if (!Files.exists(key)) {
            run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        }
        String line = Files.readString(home.resolve("id.pub")).strip();
        return new BastionPolicy(
                Map.of("ada", BastionOnFakes.account("ada", null, line)), Map.of(SHOP.host(), SHOP), List.of());
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private String askShop() throws Exception {
        return run(
                "ssh",
                "-F",
                "none",
                "-o",
                "BatchMode=yes",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=ERROR",
                "-i",
                home.resolve("id").toString(),
                "-p",
                String.valueOf(process.port()),
                "-W",
                SHOP.toString(),
                "ada@127.0.0.1");
    }

    @Test
    void doesNotListenUntilAConsoleWithTheSecretTellsItTo() throws Exception {
        RemoteBastion stranger = console("another-secret-of-the-same-length");

        assertThatThrownBy(() -> stranger.open(Duration.ofSeconds(1))).hasMessageContaining("did not come up");
        assertThat(process.port()).isZero();

        console(SECRET).open(PATIENCE);
        assertThat(process.port()).isPositive();
    }

    @Test
    void refusesEverybodyUntilItHasAPolicyAndThenObeysIt() throws Exception {
        RemoteBastion console = console(SECRET);
        console.open(PATIENCE);
        BastionPolicy policy = policy();

        assertThat(askShop()).contains("Permission denied");
        console.apply(policy);
        assertThat(askShop()).contains("hello");
        console.apply(BastionPolicy.NOTHING);
        assertThat(askShop()).contains("Permission denied");
    }

    @Test
    void tellsTheConsoleWhatHappens() throws Exception {
        RemoteBastion console = console(SECRET);
        console.open(PATIENCE);
        console.apply(policy());
        askShop();

        Await.until(() -> events.stream().anyMatch(BastionEvent.Closed.class::isInstance));
        assertThat(events)
                .filteredOn(BastionEvent.Closed.class::isInstance)
                .first()
                .extracting(e -> ((BastionEvent.Closed) e).target(), e -> ((BastionEvent.Closed) e).bytesOut())
                .containsExactly(SHOP.toString(), 6L);
    }

    @Test
    void goesOnWithoutAConsoleAndTellsTheNextWhatHappened() throws Exception {
        RemoteBastion first = console(SECRET);
        first.open(PATIENCE);
        first.apply(policy());
        first.close();

        assertThat(askShop()).contains("hello");
        console(SECRET).open(PATIENCE);

        Await.until(() -> events.stream().anyMatch(BastionEvent.Closed.class::isInstance));
    }

    @Test
    void getsThePolicyAnewAfterARestart() throws Exception {
        RemoteBastion console = console(SECRET);
        console.open(PATIENCE);
        console.apply(policy());

        process.close();
        startProcess();

        Await.until(() -> process.port() > 0);
        Await.until(() -> {
            try {
                return askShop().contains("hello");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    @Test
    void theConsoleSaysThatItIsOutOfTouchUntilItIsNot() throws Exception {
        RemoteBastion console = console(SECRET);
        console.open(PATIENCE);
        assertThat(console.outOfTouch()).isNull();

        process.close();
        Await.until(() -> console.outOfTouch() != null);
        assertThat(console.outOfTouch())
                .startsWith("The console lost its connection to the bastion")
                .doesNotContain("null");

        startProcess();
        Await.until(() -> console.outOfTouch() == null);
    }

    @Test
    void aConnectionThatEndsIsNotGivenNullForAReason() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), other.getLocalPort())) {
            other.accept().close();

            assertThatThrownBy(() -> new ControlChannel(socket, SECRET, ControlChannel.Side.CONSOLE))
                    .hasMessage("the other side hung up");
        }
    }

    @Test
    void theHostKeyIsTheSameOnBothSides() throws IOException {
        assertThat(HostKeyText.read(HostKeyText.write(hostKey)).fingerprint()).isEqualTo(hostKey.fingerprint());
    }

    @Test
    void aSecretThatIsTooShortIsRefused() {
        assertThatThrownBy(() -> new BastionProcess(InetAddress.getLoopbackAddress(), 0, "", new NamedAddresses()))
                .hasMessageContaining(BastionProcess.SECRET);
    }

    @Test
    void takesOnlyNeighboursOnItsOwnNetworkForDatabases() throws Exception {
        InetAddress own = InetAddress.getByName("10.0.1.7");

        assertThat(NamedAddresses.isNeighbour(own, 24, InetAddress.getByName("10.0.1.9")))
                .isTrue();
        assertThat(NamedAddresses.isNeighbour(own, 20, InetAddress.getByName("10.0.15.9")))
                .isTrue();
        for (String stranger : List.of("10.0.2.9", "127.0.0.1", "169.254.169.254", "10.0.1.7", "::1")) {
            assertThat(NamedAddresses.isNeighbour(own, 24, InetAddress.getByName(stranger)))
                    .as(stranger)
                    .isFalse();
        }
        assertThat(NamedAddresses.isNeighbour(
                        InetAddress.getByName("127.0.0.1"), 8, InetAddress.getByName("127.0.0.2")))
                .isFalse();
    }
}
