package io.alacran.database.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.alacran.FreePort;
import io.alacran.database.DeployRequest;
import io.alacran.database.PortMapping;
import io.alacran.docker.ContainerSpec;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeployValidationTests {

    private final ConsoleOnFakes console = new ConsoleOnFakes();

    @Test
    void aPortThatAnotherContainerHasIsRefusedWithItsNameAndTheNextFreePort() {
        int taken = FreePort.next();
        console.docker.foreign("web", new ContainerSpec.Published(80, "0.0.0.0", taken));
        console.docker.foreign("cache", new ContainerSpec.Published(6379, "127.0.0.1", taken + 1));

        FieldError error = refused(request(null, new PortMapping(taken, "127.0.0.1")));

        int offered = console.databases.freePort(taken, "127.0.0.1");
        assertThat(offered).isGreaterThan(taken + 1);
        assertThat(error)
                .isEqualTo(new FieldError(
                        "ports[0].hostPort",
                        taken + " is taken by the container web; the next free one is " + offered));
        assertThat(console.databases.list()).isEmpty();
        console.ended(console.databases.deploy(request(null, new PortMapping(offered, "127.0.0.1"))));
        assertThat(console.databases.get("shop").ports()).containsExactly(new PortMapping(offered, "127.0.0.1"));
    }

    @Test
    void theSamePortOfAnotherAddressIsFree() {
        int port = FreePort.next();
        console.docker.foreign("web", new ContainerSpec.Published(80, "127.0.0.2", port));

        console.ended(console.databases.deploy(request(null, new PortMapping(port, "127.0.0.1"))));

        assertThat(console.databases.get("shop").ports()).containsExactly(new PortMapping(port, "127.0.0.1"));
        assertThat(refused(new DeployRequest(
                                "other",
                                "redis",
                                null,
                                null,
                                null,
                                List.of(new PortMapping(port, "0.0.0.0")),
                                null,
                                null,
                                null,
                                null,
                                null))
                        .message())
                .startsWith(port + " is taken by ");
    }

    @Test
    void theConsolesOwnPortIsNotGivenAway() {
        assertThat(refused(request(null, new PortMapping(8080, "127.0.0.1"))).message())
                .startsWith("8080 is one of the console's own; the next free one is ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9", "180", "18x", "latest", "18:latest", "18@sha256:00", "18/../redis", "18-", "18 -v /"})
    void aVersionThatTheCatalogDoesNotHaveIsRefusedWithThoseItHas(String version) {
        FieldError error = refused(request(version));

        assertThat(error)
                .isEqualTo(new FieldError(
                        "version",
                        "\"" + version
                                + "\" is not a version of PostgreSQL in the catalog; there are 18, 17, 16, 15 and"
                                + " their minor versions"));
        assertThat(console.docker.containers).isEmpty();
        assertThat(console.databases.list()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"18.1", " 18 ", "15-alpine", "15.4-alpine3.20"})
    void aMinorVersionOrAVariantOfAKnownOneIsTaken(String version) {
        console.docker.registry.add("postgres:" + version.strip());

        console.ended(console.databases.deploy(request(version)));

        assertThat(console.databases.get("shop").image()).isEqualTo("postgres:" + version.strip());
    }

    @Test
    void withoutAVersionTheDefaultIsTaken() {
        console.ended(console.databases.deploy(request("")));

        assertThat(console.databases.get("shop").version()).isEqualTo("18");
    }

    private static DeployRequest request(@Nullable String version, PortMapping... ports) {
        return new DeployRequest("shop", "postgres", version, null, null, List.of(ports), null, null, null, null, null);
    }

    /** The one thing that is wrong with it. */
    private FieldError refused(DeployRequest request) {
        InvalidInputException refusal =
                catchThrowableOfType(InvalidInputException.class, () -> console.databases.deploy(request));
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.errors()).hasSize(1);
        return refusal.errors().getFirst();
    }
}
