package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.database.DatabaseState;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.database.PortMapping;
import io.alacran.docker.ContainerInfo;
import io.alacran.docker.Containers;
import io.alacran.docker.Containers.ExecResult;
import io.alacran.docker.DockerUnavailableException;
import io.alacran.engine.EngineCatalog;
import io.alacran.engine.internal.TestEngines;
import io.alacran.problem.InvalidInputException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is said of an address, by a server that knows the user root with the password S3cret in the database admin. */
class AddressExaminationTests {

    private static final String DOCS = "srv-alacran--docs";

    private final Databases databases = mock(Databases.class);
    private final Containers containers = mock(Containers.class);
    private final EngineCatalog engines = mock(EngineCatalog.class);
    private final AddressExamination doctor = new AddressExamination(databases, containers, engines);
    private final ManagedDatabase docs = database("docs", "mongodb");
    private String otherwise = "Authentication failed.";

    private static ManagedDatabase database(String name, String engine) {
        return new ManagedDatabase(
                name,
                engine,
                "8.0",
                null,
                DatabaseState.READY,
                null,
                "srv-alacran--" + name,
                27017,
                List.of(new PortMapping(12345, "127.0.0.1")),
                engine,
                name,
                "root",
                name,
                null,
                Instant.EPOCH,
                null);
    }

    @BeforeEach
    void open() {
        ManagedDatabase cache = database("cache", "redis");
        when(databases.get("docs")).thenReturn(docs);
        when(databases.get("cache")).thenReturn(cache);
        when(databases.list()).thenReturn(List.of(cache, docs));
        when(engines.find("mongodb")).thenReturn(Optional.of(TestEngines.mongoDb()));
        when(engines.find("redis")).thenReturn(Optional.of(TestEngines.redis()));
        runs("running");
        when(containers.exec(anyString(), any(), any(), any())).thenAnswer(call -> answer(call.getArgument(2)));
    }

    private void runs(String status) {
        when(containers.find(DOCS))
                .thenReturn(Optional.of(new ContainerInfo(
                        "1", DOCS, "mongo", status, 0, false, null, null, Map.of(), List.of(), List.of(), true)));
    }

    private ExecResult answer(Map<String, String> login) {
        boolean known = login.equals(Map.of("PROBE_SOURCE", "admin", "PROBE_USER", "root", "PROBE_PASSWORD", "S3cret"));
        return known ? new ExecResult(0, "") : new ExecResult(1, otherwise);
    }

    private Diagnosis examine(String address) {
        return doctor.examine("docs", address, check -> {});
    }

    private void isCause(String address, String id, String found, String remedy) {
        Diagnosis.Check cause = examine(address).cause().orElseThrow();
        assertThat(cause.id()).as(cause.toString()).isEqualTo(id);
        assertThat(cause.found()).contains(found).doesNotContain("S3cret");
        assertThat(cause.remedy()).contains(remedy).doesNotContain("S3cret");
    }

    @Test
    void anAddressThatIsRightFromInsideAndFromThisMachine() {
        for (String server : List.of(DOCS + ":27017", "SRV-alacran--docs", "docs", "127.0.0.1:12345")) {
            Diagnosis found = examine("mongodb://root:S3cret@" + server + "/docs?authSource=admin");
            assertThat(found.checks()).as(found.toString()).allMatch(c -> c.result() == Result.PASS);
        }
    }

    @Test
    void aUserWhoIsLookedForInAnotherDatabase() {
        isCause(
                "mongodb://root:S3cret@docs/docs",
                "sign-in",
                "the server looks for them in the database docs, and they are in admin",
                "?authSource=admin");
        isCause("mongodb://root:other@docs/docs", "sign-in", "does not accept the user root", "Copy the address");
        isCause("mongodb://app:other@docs/docs", "sign-in", "does not accept the user app", "authSource");
        isCause("mongodb://docs/docs", "sign-in", "names no user", "USER:PASSWORD");
        isCause("mongodb://root@docs/docs", "sign-in", "no password", "USER:PASSWORD");
    }

    @Test
    void aServerThatIsNotThisOne() {
        isCause("mongodb://root:S3cret@docs:12345", "server", "port 27017, not on 12345, which is the host's", DOCS);
        isCause("mongodb://root:S3cret@localhost", "server", "mapped is 127.0.0.1:12345", "write 127.0.0.1:12345");
        isCause("mongodb://root:S3cret@127.0.0.2:12345", "server", "on 127.0.0.1:12345 only", "write 127.0.0.1:12345");
        isCause("mongodb://root:S3cret@cache", "server", "is the database cache, not docs", DOCS + ":27017");
        isCause("mongodb://root:S3cret@srv-alacran--dosc", "server", "No container here is called", DOCS + ":27017");
    }

    @Test
    void aHostThatOnlyTheApplicationKnowsIsNotLookedInto() {
        Diagnosis found = examine("mongodb://root:S3cret@203.0.113.7/?authSource=admin");

        assertThat(found.healthy()).isTrue();
        assertThat(found.checks())
                .filteredOn(c -> c.id().equals("server"))
                .singleElement()
                .satisfies(c -> {
                    assertThat(c.result()).isEqualTo(Result.SKIPPED);
                    assertThat(c.found()).contains("was not tried");
                });
    }

    @Test
    void aContainerThatDoesNotRunAndAnEngineThatDoesNotAnswer() {
        String right = "mongodb://root:S3cret@docs/?authSource=admin";
        runs("exited");
        isCause("mongodb+srv://root:S3cret@docs/", "address", "SRV", "mongodb://");
        isCause(right, "container", "it is exited", "Start the database");
        runs("paused");
        isCause(right, "container", "it is paused", "docker unpause " + DOCS);
        when(containers.find(DOCS)).thenReturn(Optional.empty());
        isCause(right, "container", "There is no container", "made anew");
        when(containers.find(DOCS))
                .thenThrow(new DockerUnavailableException("Docker does not answer.", "Start it.", null));
        isCause(right, "container", "Docker does not answer.", "Start it.");
    }

    @Test
    void aServerThatSaysSomethingElseOrNothing() {
        otherwise = "cannot use S3cret: not primary";
        isCause("mongodb://root:S3cret@docs/docs", "sign-in", "cannot use •••: not primary", "docker logs");
        otherwise = " ";
        isCause("mongodb://root:S3cret@docs/docs", "sign-in", "nothing within 5 s", "docker logs");
        doThrow(new IllegalStateException("S3cret is no word")).when(containers).exec(anyString(), any(), any(), any());
        isCause("mongodb://root:S3cret@docs/docs", "sign-in", "••• is no word", "the console's");
    }

    @Test
    void whatIsNoAddressAndAnotherEngineAreRefused() {
        for (String none : List.of("", " ", "x".repeat(4_001))) {
            assertThatThrownBy(() -> examine(none))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageStartingWith("address: ");
        }
        assertThatThrownBy(() -> doctor.examine("cache", "redis://x", check -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("address: is not examined of redis");
        assertThat(doctor.example(database("cache", "redis"))).isEmpty();
        assertThat(doctor.example(docs))
                .hasValueSatisfying(example -> assertThat(example).startsWith("mongodb://"));
    }
}
