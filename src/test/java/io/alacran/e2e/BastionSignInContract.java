package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.util.buffer.Buffer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Who does not get into the bastion, and that nobody keeps its owner out. */
@Tag("docker")
@Timeout(300)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BastionSignInContract {

    private static final String DENIED = "Permission denied";

    BastionSite site;

    /** Where the bastion runs. */
    abstract BastionPlace place();

    @BeforeAll
    void start() {
        site = new BastionSite(place());
    }

    @AfterAll
    void stop() {
        site.close();
    }

    private Shell.Result tunnel(String password, String source) {
        return site.withPassword("root", password, source, "-W", BastionSite.CACHE);
    }

    @Test
    void manyWhoSignInWithPasswordsAtOnceAllGetIn() throws Exception {
        List<Callable<Shell.Result>> people = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            String source = place().client(3, i);
            people.add(() -> tunnel(BastionSite.PASSWORD, source));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(people.size())) {
            for (Future<Shell.Result> person : threads.invokeAll(people)) {
                assertThat(person.get().exitCode()).as(person.get().output()).isZero();
            }
        }
    }

    @Test
    void emptyAndWrongPasswordsAreRefused() {
        for (String password : List.of("", "wrong", "x".repeat(100_000))) {
            assertThat(tunnel(password, place().client(1, 1)).output()).contains(DENIED);
        }
        assertThat(tunnel(BastionSite.PASSWORD, place().client(1, 2)).output()).doesNotContain(DENIED);
    }

    @Test
    void anAccountWithoutAPasswordHasNoEmptyOneEither() {
        site.account("keyed", "id", Map.of());

        assertThat(site.withPassword("keyed", "", place().client(1, 3), "-W", BastionSite.CACHE)
                        .output())
                .contains(DENIED);
    }

    @Test
    void aNameThatIsUnknownIsRefusedInTheSameTimeAsOneThatIsKnown() {
        List<Long> known = new ArrayList<>();
        List<Long> unknown = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            known.add(refused("root", place().client(2, i + 1)));
            unknown.add(refused("nobody" + i, place().client(3, i + 1)));
        }
        double ratio = (double) median(known) / median(unknown);
        assertThat(ratio).as(known + " " + unknown).isBetween(0.75, 1.33);
    }

    private long refused(String user, String source) {
        long before = System.nanoTime();
        assertThat(site.withPassword(user, "wrong-teapot-42-rows", source, "-W", BastionSite.CACHE)
                        .output())
                .contains(DENIED);
        return (System.nanoTime() - before) / 1_000_000;
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @Test
    void guessingIsSlowedDownAtItsSourceAndTheOwnerStillGetsIn() {
        String source = place().client(4, 1);
        for (int i = 0; i < 5; i++) {
            assertThat(tunnel("wrong-" + i, source).output()).contains(DENIED);
        }
        // From here on nothing is heard for 1 s, 2 s, 4 s and 8 s; ten seconds later it is the last of these.
        long since = System.nanoTime();
        for (int i = 5; System.nanoTime() - since < 10_000_000_000L; i++) {
            assertThat(tunnel("wrong-" + i, source).output()).contains(DENIED);
        }

        assertThat(tunnel(BastionSite.PASSWORD, source).output())
                .as("the right one is not heard now")
                .contains(DENIED);
        assertThat(tunnel(BastionSite.PASSWORD, place().client(4, 2)).output())
                .as("from elsewhere")
                .doesNotContain(DENIED);
        assertThat(site.withKey("root", "id", source, "-W", BastionSite.CACHE).output())
                .as("with a key")
                .doesNotContain(DENIED);
        Console.await(
                "the guesses to be audited",
                () -> site.console
                        .call("GET", "/activity?action=bastion.sign-in", null)
                        .toString()
                        .contains("too many failures"));
    }

    @Test
    void theAuditLogNamesTheAddressThatTheClientCameFrom() {
        String source = place().client(7, 7);
        site.withKey("root", "id", source, "-W", BastionSite.CACHE);

        Console.await(
                "the sign-in to be audited",
                () -> site.console
                        .call("GET", "/activity?action=bastion.sign-in", null)
                        .get("items")
                        .valueStream()
                        .anyMatch(entry -> entry.get("source").asString().equals(source)));
    }

    @Test
    void oneConnectionHasSixTriesOnly() {
        Shell.Result result = site.withPassword(
                "root", "wrong", place().client(5, 1), "-o", "NumberOfPasswordPrompts=20", "-W", BastionSite.CACHE);

        assertThat(result.output()).contains("Too many authentication failures");
    }

    @Test
    void changingTheNameInMidAuthenticationEndsTheConnection() throws Exception {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((s, address, key) -> true);
        client.start();
        try (ClientSession session = client.connect("root", site.place.address(), site.port)
                .verify(10_000)
                .getSession()) {
            session.waitFor(java.util.Set.of(ClientSession.ClientSessionEvent.WAIT_AUTH), 10_000);
            for (String user : List.of("root", "admin")) {
                Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_USERAUTH_REQUEST, 128);
                buffer.putString(user);
                buffer.putString("ssh-connection");
                buffer.putString("none");
                session.writePacket(buffer);
            }
            Console.await("the connection to end", () -> !session.isOpen());
        } finally {
            client.stop();
        }
        assertThat(site.answer()).isEqualTo("42");
    }

    @Test
    void changingThePasswordCutsWhoSignedInWithTheOldOne() throws Exception {
        String next = "crimson-kettle-77-oars";
        site.console.call("POST", "/bastion/users", Map.of("name", "pat", "password", BastionSite.PASSWORD));
        int local = site.tunnelWithPassword("pat", BastionSite.SHOP);
        try (Socket socket = BastionSite.connect(local)) {
            Console.await(
                    "the tunnel",
                    () -> !site.console
                            .call("GET", "/bastion/sessions", null)
                            .get("items")
                            .isEmpty());
            Instant before = Instant.now();
            site.console.call("PUT", "/bastion/users/pat", Map.of("password", next));

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(1));
        }
        assertThat(site.withPassword("pat", BastionSite.PASSWORD, place().client(6, 1), "-W", BastionSite.CACHE)
                        .output())
                .contains(DENIED);
        assertThat(site.withPassword("pat", next, place().client(6, 2), "-W", BastionSite.CACHE)
                        .output())
                .doesNotContain(DENIED);
    }

    @Test
    void fiveHundredSilentConnectionsDoNotKeepTheOwnerOut() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 500; i++) {
                silent.add(site.connect());
            }
            Instant before = Instant.now();
            Shell.Result result = site.asRoot("-W", BastionSite.CACHE);

            assertThat(result.output()).doesNotContain(DENIED, "reset", "closed");
            assertThat(result.exitCode()).isZero();
            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(2));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void aBannerOfTwentyKilobytesEndsItsOwnConnectionOnly() throws Exception {
        try (Socket socket = site.connect()) {
            socket.getOutputStream().write(("SSH-2.0-" + "x".repeat(20_000)).getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            drain(socket.getInputStream());
        }
        assertThat(site.answer()).isEqualTo("42");
    }

    /** Until the other side hangs up. */
    private static void drain(InputStream in) throws IOException {
        try {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (java.net.SocketTimeoutException e) {
            throw e;
        } catch (IOException reset) {
            // Hung up on.
        }
    }
}
