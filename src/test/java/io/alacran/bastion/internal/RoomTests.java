package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.alacran.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More tunnels than there is memory for. */
@Timeout(60)
class RoomTests {

    private static final String[] TO_SHOP = {"-W", BastionOnFakes.SHOP.toString()};

    @TempDir
    Path home;

    @Test
    void aTunnelThatThereIsNoMemoryForIsRefusedUntilAnotherEnds() throws Exception {
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT, new Room(8192, 1))) {
            Process first = new ProcessBuilder(bastion.ssh("id", TO_SHOP)).start();
            Await.until(() -> !bastion.server.sessions().isEmpty());

            assertThat(output(bastion.ssh("id", TO_SHOP)))
                    .contains("resource shortage", "1 tunnels are open at this bastion");
            assertThat(bastion.server.sessions()).hasSize(1);

            first.destroy();
            Await.until(() -> bastion.server.sessions().isEmpty());
            Process next = new ProcessBuilder(bastion.ssh("id", TO_SHOP)).start();
            Await.until(() -> !bastion.server.sessions().isEmpty());
            next.destroy();
        }
    }

    @Test
    void whatFailsToOpenLeavesItsPlace() throws Exception {
        try (BastionOnFakes bastion = new BastionOnFakes(home, BastionLimits.DEFAULT, new Room(8192, 1))) {
            String[] toNothing = bastion.ssh("id", "-W", BastionOnFakes.CRM.toString());
            bastion.accounts(new BastionPolicy.Account(
                    "root",
                    null,
                    java.util.List.of(java.nio.file.Files.readString(home.resolve("id.pub"))
                            .strip()),
                    java.util.List.of(BastionPolicy.ALL),
                    null,
                    true));
            for (int i = 0; i < 3; i++) {
                assertThat(output(toNothing)).contains("Connection refused");
            }
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    @Test
    void theContainersHeapHoldsAThousandTunnelsAndTheConsolesSeveral() {
        assertThat(Room.in(69L << 20)).isEqualTo(new Room(8192, 1066));
        assertThat(Room.in(512L << 20)).isEqualTo(new Room(32_768, 5461));
    }
}
