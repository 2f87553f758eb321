package io.alacran.doctor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.FreePort;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.Diagnosis;
import io.alacran.connection.Diagnosis.Check;
import io.alacran.connection.Diagnosis.Result;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.internal.FakeDatabases;
import io.alacran.connection.internal.TestConnections;
import io.alacran.database.DatabaseState;
import io.alacran.database.Reachability;
import io.alacran.docker.ContainerSpec;
import io.alacran.docker.FakeDocker;
import io.alacran.engine.Login;
import io.alacran.problem.InvalidInputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ExaminationTests {

    /** Where no answer is all that there is to wait for. */
    private static final Duration WITH_THE_SILENT = Duration.ofMillis(300);

    @TempDir
    Path home;

    private final FakeDatabases databases = new FakeDatabases();
    private final FakeDocker docker = new FakeDocker();
    private TestConnections test;

    @BeforeEach
    void open() {
        test = new TestConnections(home, databases);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private Surroundings surroundings(Duration patience) {
        return TestDoctor.surroundings(test, databases, docker, Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), patience);
    }

    private Examination doctor(Duration patience) {
        return new Examination(test.connections, test.destinations, surroundings(patience));
    }

    private Examination doctor() {
        return doctor(Surroundings.PATIENCE);
    }

    /** For a check that is looked at alone. */
    private Patient patient(String name) {
        NamedConnection connection = test.connections.get(name);
        return new Patient(
                connection,
                test.destinations.dialect(connection),
                () -> test.destinations.resolve(connection),
                () -> test.destinations.jumpHost(connection),
                surroundings(Surroundings.PATIENCE));
    }

    private Check cause(String name) {
        return cause(doctor(), name);
    }

    private static Check cause(Examination doctor, String name) {
        return doctor.examine(name, check -> {}).cause().orElseThrow();
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

            Check cause = cause(doctor(WITH_THE_SILENT), "hangs");

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

    @Test
    void aStoppedContainerIsToldByHowItEnded() {
        int port = FreePort.next();
        FakeDocker.Box box = container("crm", port, Map.of("MARIADB_ROOT_PASSWRD", "p"));
        test.connections.create(TestConnections.server("crm", "mariadb", "127.0.0.1", port, "crm", "app", "p"));

        box.status = "exited";
        box.exitCode = 137;
        says(cause("crm"), "container", "crm is stopped.", "Start it: docker start crm");
        box.outOfMemory = true;
        says(cause("crm"), "container", "crm ran out of memory and was ended.", "Raise its memory limit");
        box.outOfMemory = false;
        box.exitCode = 1;
        says(
                cause("crm"),
                "container",
                "it ended with exit code 1. Its variable MARIADB_ROOT_PASSWRD looks like MARIADB_ROOT_PASSWORD misspelt",
                "docker logs --tail 50 crm. Then: Start it: docker start crm");
        box.status = "restarting";
        says(cause("crm"), "container", "again and again; its last exit code is 1", "docker logs --tail 50 crm");
        box.status = "created";
        box.error = "driver failed: port is already allocated";
        says(cause("crm"), "container", "Docker could not start crm", "Something else has that host port");
        docker.containers.clear();
        assertThat(cause("crm").id()).isEqualTo("mapping");
    }

    @Test
    void aVariableWithItsRightNameIsNotCalledMisspelt() {
        assertThat(MisspeltVariable.among(Map.of("POSTGRES_PASSWORD", "p", "POSTGRES_PASSWORDS", "q")))
                .isEmpty();
        assertThat(MisspeltVariable.among(Map.of("MYSQL_ROOT_PASSWORD", "p"))).isEmpty();
        assertThat(MisspeltVariable.among(Map.of("POSTGRES_PASSWORD_FILE", "/run/p", "PGDATA", "/d")))
                .isEmpty();
        assertThat(MisspeltVariable.among(Map.of("ACCEPT_ELUA", "Y")))
                .contains(new MisspeltVariable("ACCEPT_ELUA", "ACCEPT_EULA"));
    }

    @Test
    void aMappingThatDockerLostIsMadeAgainByARestart() {
        int port = FreePort.next();
        container("crm", port, Map.of()).status = "running";
        test.connections.create(TestConnections.server("crm", "mariadb", "127.0.0.1", port, "crm", "app", "p"));

        says(cause("crm"), "host-port", "Nothing listens on port " + port, "docker restart crm");
    }

    private FakeDocker.Box container(String name, int port, Map<String, String> environment) {
        docker.create(new ContainerSpec(
                name,
                name,
                "mariadb:10.11",
                List.of(),
                environment,
                Map.of(),
                List.of(),
                null,
                null,
                List.of(new ContainerSpec.Published(3306, "127.0.0.1", port)),
                null,
                null));
        return docker.box(name);
    }

    @Test
    void aManagedDatabaseWithoutContainerOrWithoutPortsIsToldFromIt() {
        databases.put(
                "shop",
                "postgres",
                DatabaseState.READY,
                new Reachability.Address("127.0.0.1", 1),
                new Login("app", "pw-of-app", "shop"));
        test.connections.create(TestConnections.draft("{'name': 'shop', 'managedDatabase': 'shop'}"));
        says(cause("shop"), "container", "There is no container srv-alacran--shop.", "Start the database shop");

        container("srv-alacran--shop", 0, Map.of()).status = "running";
        databases.unpublish("shop");
        try (Patient patient = patient("shop")) {
            fails(new AddressCheck().look(patient), "none of its ports is published", "Change the database's ports");
        }
    }

    @Test
    void anAddressThatCannotBeMadeIsToldWithWhatIsMissing() {
        test.connections.create(TestConnections.server("far", "postgres", "${NO_SUCH}", 5432, "shop", "app", "p"));

        says(cause("far"), "address", "NO_SUCH", "NO_SUCH");
    }

    @Test
    void aServerThatLetsPeopleInAndThenFailsIsToldByItsQuery() throws SQLException {
        TestConnections.withSample(home).close();
        test.connections.create(TestConnections.file("files", "sample/sample.db", false));
        try (Patient patient = patient("files")) {
            patient.session().close();

            fails(new QueryCheck().look(patient), "select 1 failed: ", "lets people in and then fails");
        }
    }

    /** A queue that is full drops who comes, as a firewall between here and there does, and no rule shows it. */
    @Test
    void packetsThatAreDroppedWithoutARuleThatCanBeReadAreToldFromTheSilence() throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            while (comes(full, waiting)) {
                assertThat(waiting).hasSizeLessThan(50);
            }
            int port = full.getLocalPort();
            test.connections.create(TestConnections.server("far", "postgres", "127.0.0.1", port, "shop", "app", "p"));

            says(
                    cause(doctor(WITH_THE_SILENT), "far"),
                    "connect",
                    "something on the way drops packets",
                    "Open TCP port " + port + " for this machine in the firewall of 127.0.0.1 and in its provider's");
        } finally {
            for (Socket one : waiting) {
                one.close();
            }
        }
    }

    private static boolean comes(ServerSocket to, List<Socket> waiting) throws IOException {
        Socket one = new Socket();
        waiting.add(one);
        try {
            one.connect(to.getLocalSocketAddress(), 300);
            return true;
        } catch (SocketTimeoutException full) {
            return false;
        }
    }

    @Test
    void aPortThatNobodyListensOnIsToldFromTheRefusal() {
        int port = FreePort.next();
        test.connections.create(TestConnections.server("far", "postgres", "127.0.0.1", port, "shop", "app", "p"));
        try (Patient patient = patient("far")) {
            fails(new ConnectCheck().look(patient), "127.0.0.1:" + port + " refuses", "ss -ltn 'sport = :" + port);
        }
    }

    private static void says(Check cause, String id, String found, String remedy) {
        assertThat(cause.id()).isEqualTo(id);
        assertThat(cause.found()).contains(found);
        assertThat(cause.remedy()).contains(remedy);
    }

    private static void fails(Finding finding, String found, String remedy) {
        assertThat(finding).isInstanceOfSatisfying(Finding.Fail.class, fail -> {
            assertThat(fail.found()).contains(found);
            assertThat(fail.remedy()).contains(remedy);
        });
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
