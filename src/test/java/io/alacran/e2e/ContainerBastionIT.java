package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The bastion as a container of its own. */
class ContainerBastionIT extends BastionContract {

    private static final String CONTAINER = Console.PREFIX + "ssh";

    @Override
    BastionPlace place() {
        return BastionPlace.CONTAINER;
    }

    private static String inspect(String format) {
        return Shell.docker("inspect", "--format", "{{" + format + "}}", CONTAINER);
    }

    @Test
    void theContainerHasNoPrivilegeNoVolumeNoSocketAndLittleMemory() {
        assertThat(inspect(".HostConfig.ReadonlyRootfs")).isEqualTo("true");
        assertThat(inspect(".HostConfig.CapDrop")).isEqualTo("[ALL]");
        assertThat(inspect(".HostConfig.SecurityOpt")).isEqualTo("[no-new-privileges]");
        assertThat(inspect(".HostConfig.Privileged")).isEqualTo("false");
        assertThat(inspect("len .Mounts")).isEqualTo("0");
        assertThat(inspect(".HostConfig.Memory")).isEqualTo(String.valueOf(192 * 1024 * 1024));
        assertThat(Shell.docker("exec", CONTAINER, "id", "-u")).isEqualTo("10001");
        assertThat(Shell.run("docker", "exec", CONTAINER, "touch", "/app/x").output())
                .contains("Read-only file system");
    }

    @Test
    void afterARestartOfItsContainerItObeysTheConsoleAgain() {
        Shell.docker("restart", "--time", "1", CONTAINER);

        Console.await(
                "the bastion to have its policy again",
                () -> site.asRoot("-W", BastionSite.CACHE).exitCode() == 0);
        assertThat(site.answer()).isEqualTo("42");
    }

    @Test
    void whileItsContainerIsStoppedTheConsoleSaysThatItIsOutOfTouch() {
        Shell.docker("stop", "--time", "1", CONTAINER);

        Console.await("the console to notice", () -> state().equals("out-of-touch"));
        assertThat(site.status().get("running").asBoolean()).isFalse();
        assertThat(site.status().get("problem").asString()).contains("lost its connection");
        Console.await(
                "it to say why", () -> site.status().get("problem").asString().contains("does not run"));

        Shell.docker("start", CONTAINER);
        Console.await("the console to hear of it again", () -> state().equals("running"));
        assertThat(site.answer()).isEqualTo("42");
    }

    private String state() {
        return site.status().get("state").asString();
    }

    @Test
    void moreTunnelsThanItHasMemoryForAreRefusedAndTheOthersGoOn() throws IOException {
        String started = inspect(".State.StartedAt");
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int client = 0; client < 23; client++) {
                int local = site.tunnel(BastionSite.CACHE);
                for (int i = 0; i < 63; i++) {
                    sockets.add(BastionSite.connect(local));
                }
            }

            int open = 0;
            for (Socket socket : sockets) {
                open += answers(socket) ? 1 : 0;
            }
            assertThat(open).isBetween(1_000, sockets.size() - 1);
            assertThat(inspect(".State.StartedAt")).as("it runs since").isEqualTo(started);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
        Console.await("the tunnels to end", () -> site.status().get("sessions").asInt() == 0);
        assertThat(site.answer()).isEqualTo("42");
    }

    /** Whether a Redis is at the other end. */
    private static boolean answers(Socket socket) {
        try {
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() > 0;
        } catch (IOException hungUp) {
            return false;
        }
    }

    @Test
    void aDatabaseThatWasRestartedIsFoundAgain() {
        site.console.operation("POST", "/databases/shop/restart", null);
        Console.await("the shop to be ready", () -> site.console.state("shop").equals("ready"));

        assertThat(site.answer()).isEqualTo("42");
    }

    @Test
    void onLoopbackItIsReachedByWayOfDockersGateway() {
        site.console.call("PUT", "/bastion", Map.of("bindAddress", "127.0.0.1"));
        try {
            assertThat(Shell.run(site.ssh("id", "-W", BastionSite.CACHE, "root@127.0.0.1"))
                            .exitCode())
                    .isZero();
            JsonNode trial = site.console.call("POST", "/bastion/try", Map.of("database", "shop"));
            assertThat(trial.get("works").asBoolean()).as(trial.toString()).isTrue();
        } finally {
            site.console.call("PUT", "/bastion", Map.of("bindAddress", place().address()));
        }
        assertThat(site.answer()).isEqualTo("42");
    }
}
