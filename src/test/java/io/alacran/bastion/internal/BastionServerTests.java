package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server with OpenSSH's own client, without an engine. */
class BastionServerTests {

    private static final BastionLimits DEFAULT = BastionLimits.DEFAULT;

    @TempDir
    Path home;

    BastionOnFakes bastion;
    String key;

    @BeforeEach
    void start() throws Exception {
        bastion = new BastionOnFakes(home, BastionLimits.DEFAULT);
        run(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                home.resolve("id").toString());
        key = Files.readString(home.resolve("id.pub")).strip();
    }

    @AfterEach
    void stop() throws IOException {
        bastion.close();
    }

    private record Run(int code, String output) {}

    private static Run run(String... command) throws Exception {
        return feed("", command);
    }

    private static Run feed(String input, String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }

    private String[] ssh(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-i",
                home.resolve("id").toString(),
                "-p",
                String.valueOf(bastion.port())));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    @Test
    void aTunnelToAnAllowedDatabaseCarriesDataBothWaysAndIsAudited() throws Exception {
        bastion.accounts(BastionOnFakes.account("root", null, key));

        Run run = feed("hello", ssh("-W", "srv-alacran--shop:5432", "root@127.0.0.1"));

        assertThat(run.output()).contains("hello");
        Await.until(() -> bastion.events.stream().anyMatch(BastionEvent.Closed.class::isInstance));
        assertThat(bastion.events.getFirst()).isEqualTo(new BastionEvent.SignedIn("root", "127.0.0.1", "key"));
        assertThat(bastion.events.getLast()).isInstanceOfSatisfying(BastionEvent.Closed.class, closed -> {
            assertThat(closed.target()).isEqualTo("srv-alacran--shop:5432");
            assertThat(closed.bytesIn()).isEqualTo(5);
            assertThat(closed.bytesOut()).isEqualTo(5);
        });
    }

    @Test
    void whatIsNotAllowedIsRefusedWithAReason() throws Exception {
        bastion.accounts(BastionOnFakes.account("root", null, key));

        assertThat(run(ssh("-W", "srv-alacran--crm:3306", "root@127.0.0.1")).output())
                .contains("administratively prohibited")
                .contains("\"srv-alacran--crm\" that the account root may reach");
        assertThat(run(ssh("-W", "srv-alacran--shop:22", "root@127.0.0.1")).output())
                .contains("administratively prohibited")
                .contains("its own port 5432, not on 22");
        assertThat(run(ssh("root@127.0.0.1", "id")).output()).contains("administratively prohibited");
    }

    @Test
    void anIdleConnectionIsWrittenToSoThatNothingOnTheWayForgetsIt() throws Exception {
        try (BastionOnFakes quick =
                new BastionOnFakes(home, limits(DEFAULT.loginGrace(), Duration.ofMillis(100), 64))) {
            quick.accounts(BastionOnFakes.account("root", null, key));
            bastion.close();
            bastion = quick;
            Path log = home.resolve("log");
            Process client = new ProcessBuilder(ssh("-vvv", "-N", "root@127.0.0.1"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            try {
                // SSH_MSG_IGNORE
                Await.until(() -> text(log).split("receive packet: type 2\r?\n", -1).length > 3);
            } finally {
                client.destroy();
            }
        }
    }

    @Test
    void whoDoesNotSignInWithinTheGraceIsHungUpOnAndWhoDidIsNot() throws Exception {
        bastion.close();
        bastion = new BastionOnFakes(home, limits(Duration.ofSeconds(3), DEFAULT.heartbeat(), 64));
        bastion.accounts(BastionOnFakes.account("root", null, key));
        Process client = new ProcessBuilder(ssh("-W", "srv-alacran--shop:5432", "root@127.0.0.1")).start();
        try (Socket silent = new Socket("127.0.0.1", bastion.port());
                Socket slow = new Socket("127.0.0.1", bastion.port())) {
            Instant before = Instant.now();
            slow.getOutputStream().write("SSH-2.0-slow\r\n".getBytes(StandardCharsets.US_ASCII));
            Await.until(() -> !bastion.server.sessions().isEmpty());
            for (Socket socket : List.of(silent, slow)) {
                socket.setSoTimeout(15_000);
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
                assertThat(Duration.between(before, Instant.now()))
                        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
            }

            assertThat(client.isAlive()).isTrue();
            assertThat(bastion.server.sessions()).hasSize(1);
        } finally {
            client.destroy();
        }
    }

    private static BastionLimits limits(Duration loginGrace, Duration heartbeat, int sessions) {
        return new BastionLimits(
                DEFAULT.startupsBegin(),
                DEFAULT.startupsRate(),
                DEFAULT.startupsFull(),
                DEFAULT.startupsPerSource(),
                loginGrace,
                DEFAULT.authTries(),
                DEFAULT.channelsPerSession(),
                sessions,
                heartbeat);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void anAccountHasAsManyConnectionsAsItMayAndNoMore() throws Exception {
        bastion.close();
        bastion = new BastionOnFakes(home, limits(DEFAULT.loginGrace(), DEFAULT.heartbeat(), 1));
        bastion.accounts(BastionOnFakes.account("root", null, key));
        Process first = new ProcessBuilder(ssh("-W", "srv-alacran--shop:5432", "root@127.0.0.1")).start();
        try {
            Await.until(() -> !bastion.server.sessions().isEmpty());

            assertThat(run(ssh("-W", "srv-alacran--shop:5432", "root@127.0.0.1"))
                            .output())
                    .contains("Too many concurrent connections");
        } finally {
            first.destroy();
        }
        Await.until(() -> bastion.server.sessions().isEmpty());
        assertThat(feed("hello", ssh("-W", "srv-alacran--shop:5432", "root@127.0.0.1"))
                        .output())
                .contains("hello");
    }
}
