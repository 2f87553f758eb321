package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bastion as a container of its own. */
class ContainerBastionIT extends BastionContract {

    private static final String CONTAINER = Console.PREFIX + "ssh";

    @Override
    String home() {
        return "container";
    }

    @Override
    Map<String, String> settings() {
        return Map.of("ALACRAN_BASTION_IMAGE", ConsoleImage.built());
    }

    /** Connections from the machine itself come by way of Docker's gateway. */
    @Override
    String source() {
        return "(\\d+\\.){3}1";
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
    void aDatabaseThatWasRestartedIsFoundAgain() {
        site.console.operation("POST", "/databases/shop/restart", null);
        Console.await("the shop to be ready", () -> site.console.state("shop").equals("ready"));

        assertThat(site.answer()).isEqualTo("42");
    }
}
