package io.alacran.connection.internal;

import io.alacran.ClickHouseImage;
import io.alacran.MySqlImage;
import io.alacran.database.Reachability;
import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Login;
import io.alacran.engine.internal.TestDialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** A database server in a container of its own, removed at the end. */
public final class TestServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    public static final Login LOGIN = new Login("app", "pw-of-app-4711", "shop");

    private static final Map<String, String> POSTGRES =
            Map.of("POSTGRES_USER", LOGIN.username(), "POSTGRES_PASSWORD", LOGIN.password(), "POSTGRES_DB", "shop");

    private static final Map<String, String> MARIADB = Map.of(
            "MARIADB_USER", LOGIN.username(),
            "MARIADB_PASSWORD", LOGIN.password(),
            "MARIADB_DATABASE", "shop",
            "MARIADB_ROOT_PASSWORD", LOGIN.password());

    private static final Map<String, String> MYSQL = Map.of(
            "MYSQL_USER", LOGIN.username(),
            "MYSQL_PASSWORD", LOGIN.password(),
            "MYSQL_DATABASE", "shop",
            "MYSQL_ROOT_PASSWORD", LOGIN.password());

    private static final Map<String, String> CLICKHOUSE = Map.of(
            "CLICKHOUSE_USER", LOGIN.username(),
            "CLICKHOUSE_PASSWORD", LOGIN.password(),
            "CLICKHOUSE_DB", LOGIN.databaseName(),
            "CLICKHOUSE_DEFAULT_ACCESS_MANAGEMENT", "1");

    private final String client;
    private final int port;
    private final String container;

    private TestServer(String client, String image, int port, Map<String, String> environment) {
        this(client, image, port, "", environment, List.of(), List.of());
    }

    /**
     * @param hostPort empty for another one at each start
     * @param options of {@code docker run}
     * @param command after the image
     */
    private TestServer(
            String client,
            String image,
            int port,
            String hostPort,
            Map<String, String> environment,
            List<String> options,
            List<String> command) {
        this.client = client;
        this.port = port;
        List<String> run = new ArrayList<>(List.of(
                "docker",
                "run",
                "-d",
                "--label",
                "io.alacran.test=true",
                "-p",
                "127.0.0.1:" + hostPort + ":" + port,
                "--shm-size",
                "256m"));
        environment.forEach((name, value) -> run.addAll(List.of("-e", name + "=" + value)));
        run.addAll(options);
        run.add(image);
        run.addAll(command);
        container = output(run.toArray(String[]::new));
        awaitReady();
    }

    public static TestServer postgres() {
        return postgres("");
    }

    /** One that can be stopped and started again where it was. */
    public static TestServer postgresOnOnePort() {
        return postgres(String.valueOf(freePort()));
    }

    private static TestServer postgres(String hostPort) {
        return new TestServer("postgres", "postgres:15", 5432, hostPort, POSTGRES, List.of(), List.of());
    }

    public static TestServer mariadb() {
        return new TestServer("mariadb", "mariadb:10.11", 3306, MARIADB);
    }

    public static TestServer clickhouse() {
        return new TestServer("clickhouse", ClickHouseImage.NAME, 8123, CLICKHOUSE);
    }

    /** @param directory with {@code ca.pem}, {@code server.pem} and {@code server.key} */
    public static TestServer postgresWithTls(Path directory) {
        // PostgreSQL wants the key for itself alone, so it takes a copy.
        String command =
                "cp /tls/* /tmp/ && chmod 600 /tmp/server.key && chown postgres /tmp/*.pem /tmp/server.key && exec"
                        + " docker-entrypoint.sh postgres -c ssl=on -c ssl_cert_file=/tmp/server.pem"
                        + " -c ssl_key_file=/tmp/server.key -c ssl_ca_file=/tmp/ca.pem";
        return new TestServer(
                "postgres",
                "postgres:15",
                5432,
                "",
                POSTGRES,
                List.of("-v", directory + ":/tls:ro", "--entrypoint", "bash"),
                List.of("-c", command));
    }

    /** @param directory with {@code ca.pem}, {@code server.pem} and {@code server.key} */
    public static TestServer mariadbWithTls(Path directory) {
        return withTls(directory, "mariadb", "mariadb:10.11", MARIADB, "mariadbd");
    }

    /** @param directory with {@code ca.pem}, {@code server.pem} and {@code server.key} */
    public static TestServer mysqlWithTls(Path directory) {
        return withTls(directory, "mysql", MySqlImage.NAME, MYSQL, "mysqld");
    }

    private static TestServer withTls(
            Path directory, String client, String image, Map<String, String> environment, String server) {
        String command = "cp /tls/* /var/tmp/ && chmod 644 /var/tmp/*.pem /var/tmp/server.key && exec"
                + " docker-entrypoint.sh " + server + " --ssl-cert=/var/tmp/server.pem"
                + " --ssl-key=/var/tmp/server.key --ssl-ca=/var/tmp/ca.pem";
        return new TestServer(
                client,
                image,
                3306,
                "",
                environment,
                List.of("-v", directory + ":/tls:ro", "--entrypoint", "bash"),
                List.of("-c", command));
    }

    /** Where it listens now: Docker chooses a new port at every start. */
    public Reachability.Address address() {
        String shown = output("docker", "port", container, port + "/tcp")
                .lines()
                .findFirst()
                .orElseThrow();
        return new Reachability.Address("127.0.0.1", Integer.parseInt(shown.substring(shown.lastIndexOf(':') + 1)));
    }

    public void stop() {
        output("docker", "stop", "-t", "5", container);
    }

    public void startAgain() {
        output("docker", "start", container);
        awaitReady();
    }

    /** Below the range that the kernel takes ports of clients from. */
    private static int freePort() {
        for (int attempt = 0; attempt < 200; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // the next one
            }
        }
        throw new IllegalStateException("no free port from 20000 to 31999");
    }

    public void restart() {
        output("docker", "restart", "-t", "5", container);
        awaitReady();
    }

    @Override
    public void close() {
        output("docker", "rm", "-f", "-v", container);
    }

    private void awaitReady() {
        Dialect dialect = TestDialects.all().of(client).orElseThrow();
        Instant end = Instant.now().plus(PATIENCE);
        while (true) {
            try {
                Reachability.Address at = address();
                dialect.open(Endpoint.server(at.host(), at.port(), LOGIN)).close();
                return;
            } catch (SQLException notYet) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(client + " did not get ready", notYet);
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
    }

    private static String output(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed");
            }
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
