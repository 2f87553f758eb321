package io.alacran.bastion.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.bastion.BastionSettings;
import io.alacran.docker.FakeDocker;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.info.BuildProperties;

/** What keeps the bastion's container from being started. */
class ContainerHomeTests {

    private static final BastionSettings SETTINGS =
            new BastionSettings(true, 4646, "0.0.0.0", BastionSettings.Home.CONTAINER, List.of());

    @TempDir
    Path folder;

    final FakeDocker docker = new FakeDocker();

    private ContainerHome home(String reachability) {
        return new ContainerHome(
                docker,
                docker,
                docker,
                BastionLimits.DEFAULT,
                "srv-alacran--",
                reachability,
                "alacran:none",
                new StaticListableBeanFactory().getBeanProvider(BuildProperties.class));
    }

    private void start() throws Exception {
        home("host").start(SETTINGS, HostKey.loadOrMake(folder.resolve("host_key")), event -> {});
    }

    @Test
    void aConsoleOnTheSharedNetworkReachesItByNameAndOneOnTheHostByThePort() {
        assertThat(home("network").address(SETTINGS))
                .isEqualTo(new InetSocketAddress("srv-alacran--ssh", ContainerHome.PORT));
        assertThat(home("host").address(SETTINGS)).isEqualTo(new InetSocketAddress("127.0.0.1", 4646));
    }

    @Test
    void withoutTheImageItSaysHowToGetIt() {
        assertThatThrownBy(this::start)
                .hasMessageContainingAll("alacran:none", "docker/build.sh", "ALACRAN_BASTION_IMAGE");
    }
}
