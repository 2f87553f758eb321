package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestConnections;
import io.alacran.docker.FakeDocker;
import io.alacran.engine.EngineCatalog;
import io.alacran.problem.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.mockito.Mockito;

@Timeout(60)
class ExaminationTests {

    @TempDir
    Path home;

    private final FakeDatabases databases = new FakeDatabases();
    private TestConnections test;

    @BeforeEach
    void open() {
        test = new TestConnections(home, databases);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Examination doctor() {
        FakeDocker docker = new FakeDocker();
        Surroundings surroundings = new Surroundings(
                databases.databases(),
                docker,
                docker,
                Mockito.mock(EngineCatalog.class),
                test.pools,
                test.ssh,
                false,
                Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        return new Examination(test.connections, test.destinations, surroundings);
    }

    private Check cause(String name) {
        return doctor().examine(name, check -> {}).cause().orElseThrow();
    }

    @Test
    void saysWhichCheckFailedAndSkipsTheRestAndTellsEachAsItEnds() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        test.connections.create(TestConnections.server("gone", "postgres", "127.0.0.1", free, "shop", "app", "p"));
        List<Check> told = new ArrayList<>();

        Diagnosis sick = doctor().examine("gone", told::add);

        assertThat(sick.healthy()).isFalse();
        assertThat(told).isEqualTo(sick.checks()).hasSameSizeAs(Examination.CHECKS);
        Check cause = sick.cause().orElseThrow();
        assertThat(cause.id()).isEqualTo("mapping");
        assertThat(cause.found()).contains("No container's port is mapped to port " + free);
        assertThat(sick.checks()
                        .subList(sick.checks().indexOf(cause) + 1, sick.checks().size()))
                .allMatch(c -> c.result() == Result.SKIPPED && c.remedy() == null);
    }

    @Test
    void aFileIsExaminedWithoutAnyNetwork() {
        TestConnections.withSample(home).close();
        test.connections.create(TestConnections.file("files", "sample/sample.db", false));
        test.connections.create(TestConnections.file("lost", "sqlite/gone.db", false));

        Diagnosis well = doctor().examine("files", check -> {});

        assertThat(well.healthy()).isTrue();
        assertThat(well.checks().stream().filter(c -> c.result() == Result.PASS))
                .extracting(Check::id)
                .containsExactly("address", "file", "sign-in", "query");
        assertThat(cause("lost").id()).isEqualTo("file");
        assertThat(cause("lost").found()).contains("gone.db does not exist");
    }

    @Test
    void aServerThatTakesConnectionsAndHangsIsFoundInBoundedTime() throws IOException {
        try (ServerSocket hangs = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            test.connections.create(TestConnections.server(
                    "hangs", "postgres", "127.0.0.1", hangs.getLocalPort(), "shop", "app", "pw-of-app"));
            long start = System.nanoTime();

            Check cause = cause("hangs");

            assertThat(cause.id()).isEqualTo("greeting");
            assertThat(cause.found()).contains("said nothing");
            assertThat((System.nanoTime() - start) / 1e9).isLessThan(15);
        }
    }

    @Test
    void whatAnswersInPlaceOfTheDatabaseIsCalledByItsName() throws IOException {
        assertThat(answering("SSH-2.0-OpenSSH_9.2\r\n").remedy()).contains("ssh -L", "5432");
        assertThat(answering("HTTP/1.1 403 Forbidden\r\nServer: cloudflare\r\nCF-RAY: 1\r\n\r\n")
                        .remedy())
                .contains("Cloudflare", "DNS only");
        assertThat(answering("HTTP/1.1 400 Bad Request\r\nServer: nginx\r\n\r\n")
                        .remedy())
                .contains("web domain", "mapped host port");
        assertThat(answering("+PONG\r\n").found()).contains("Redis");
    }

    private Check answering(String words) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                while (true) {
                    try (Socket one = server.accept()) {
                        one.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
                        one.getInputStream().read();
                    } catch (IOException closed) {
                        return;
                    }
                }
            });
            String name = "c" + server.getLocalPort();
            test.connections.create(
                    TestConnections.server(name, "postgres", "127.0.0.1", server.getLocalPort(), "shop", "app", "p"));
            Check cause = cause(name);
            assertThat(cause.id()).isEqualTo("greeting");
            return cause;
        }
    }

    @Test
    void aDraftIsExaminedWithoutBeingStoredAndNeverSendsAStoredPasswordElsewhere() throws IOException {
        test.connections.create(TestConnections.server("far", "postgres", "127.0.0.1", 1, "shop", "app", "stored"));
        assertThat(test.connections.read(withoutPassword("127.0.0.1")).password())
                .isEqualTo("stored");
        assertThat(test.connections.read(withoutPassword("127.0.0.2")).password())
                .isNull();

        Diagnosis draft = doctor().examine(
                        TestConnections.server("new", "postgres", "127.0.0.1", 1, "shop", "app", "p"), c -> {});

        assertThat(draft.cause().orElseThrow().id()).isEqualTo("mapping");
        assertThat(test.connections.find("new")).isEmpty();
        assertThatThrownBy(() -> doctor().examine(
                                TestConnections.server("Bad Name", "postgres", "x", 0, "shop", "app", "p"), c -> {}))
                .isInstanceOf(InvalidInputException.class);
    }

    private static ConnectionDraft withoutPassword(String host) {
        return TestConnections.draft(
                "{'name': 'far', 'client': 'postgres', 'host': '%s', 'port': 1, 'databaseName': 'shop', 'username': 'app'}"
                        .formatted(host));
    }
}
