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
import java.nio.file.Files;
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
        return mariadb("");
    }

    /** One that can be stopped and started again where it was. */
    public static TestServer mariadbOnOnePort() {
        return mariadb(String.valueOf(freePort()));
    }

    private static TestServer mariadb(String hostPort) {
        return new TestServer("mariadb", "mariadb:10.11", 3306, hostPort, MARIADB, List.of(), List.of());
    }

    public static TestServer clickhouse() {
        return new TestServer("clickhouse", ClickHouseImage.NAME, 8123, CLICKHOUSE);
    }

    /** One that others may stream from. */
    public static TestServer postgresPrimary() {
        TestServer primary = postgres();
        primary.exec("bash", "-c", "echo 'host replication all all scram-sha-256' >> \"$PGDATA/pg_hba.conf\"");
        primary.psql("select pg_reload_conf()");
        return primary;
    }

    /** A standby that streams from this one and tells in its log of every statement, with the SQLSTATE first. */
    public TestServer postgresReplica(String name) {
        String command = "[ -s \"$PGDATA/PG_VERSION\" ] || pg_basebackup -h " + inside() + " -U " + LOGIN.username()
                + " -D \"$PGDATA\" -R -X stream -c fast && exec docker-entrypoint.sh postgres"
                + " -c log_statement=all -c log_line_prefix='%e ' -c cluster_name=of-" + name;
        return new TestServer(
                "postgres",
                "postgres:15",
                5432,
                String.valueOf(freePort()),
                Map.of("PGPASSWORD", LOGIN.password()),
                List.of("--entrypoint", "bash"),
                List.of("-c", command));
    }

    /** One with a binary log that others may read. */
    public static TestServer mariadbPrimary() {
        return new TestServer(
                "mariadb",
                "mariadb:10.11",
                3306,
                "",
                MARIADB,
                List.of(),
                List.of("mariadbd", "--log-bin", "--server-id=1", "--log-bin-trust-function-creators"));
    }

    /**
     * One that replicates this one, and is not read-only. What replicates stays out of its own binary log: whatever is
     * there was written to it by somebody else.
     */
    public TestServer mariadbReplica() {
        TestServer replica = new TestServer(
                "mariadb",
                "mariadb:10.11",
                3306,
                String.valueOf(freePort()),
                MARIADB,
                List.of(),
                List.of(
                        "mariadbd",
                        "--log-bin",
                        "--server-id=2",
                        "--log-bin-trust-function-creators",
                        "--general-log",
                        "--log-output=TABLE"));
        replica.root("change master to master_host = '" + inside() + "', master_user = 'root', master_password = '"
                + LOGIN.password() + "', master_use_gtid = slave_pos; start slave");
        return replica;
    }

    /** Runs SQL in PostgreSQL as its owner; the answer without decoration. */
    public String psql(String sql) {
        return exec("psql", "-v", "ON_ERROR_STOP=1", "-qAtU", LOGIN.username(), "-d", "shop", "-c", sql);
    }

    /** Runs SQL in MariaDB as its administrator, likewise. */
    public String root(String sql) {
        return exec("mariadb", "-uroot", "-p" + LOGIN.password(), "-N", "-B", "shop", "-e", sql);
    }

    private String exec(String... command) {
        List<String> line = new ArrayList<>(List.of("docker", "exec", container));
        line.addAll(List.of(command));
        return output(line.toArray(String[]::new));
    }

    /** All that it logged. */
    public String log() {
        return output("bash", "-c", "docker logs " + container + " 2>&1");
    }

    /** Its address for other containers. */
    private String inside() {
        return output("docker", "inspect", "--format", "{{.NetworkSettings.IPAddress}}", container);
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

    /** The port of {@link #clickhouseTls} for TLS. */
    public static final int TLS_PORT = 8443;

    /** Another one, for those with a certificate of the authority only. */
    public static final int CERTIFIED_PORT = 8444;

    /**
     * A proxy with TLS before this ClickHouse, since the lab's has none of its own; plain at the usual port.
     *
     * @param directory with {@code ca.pem}, {@code server.pem} and {@code server.key}; gets the proxy's configuration
     */
    public TestServer clickhouseTls(Path directory) throws IOException {
        String configuration = """
                ssl_certificate /etc/nginx/conf.d/server.pem;
                ssl_certificate_key /etc/nginx/conf.d/server.key;
                ssl_client_certificate /etc/nginx/conf.d/ca.pem;
                proxy_buffering off;
                proxy_http_version 1.1;
                server { listen 8123; location / { proxy_pass http://%1$s:8123; } }
                server { listen %2$d ssl; location / { proxy_pass http://%1$s:8123; } }
                server { listen %3$d ssl; ssl_verify_client on; location / { proxy_pass http://%1$s:8123; } }
                """.formatted(inside(), TLS_PORT, CERTIFIED_PORT);
        Files.writeString(directory.resolve("tls.conf"), configuration);
        return new TestServer(
                "clickhouse",
                "nginx:latest",
                8123,
                "",
                Map.of(),
                List.of(
                        "-v", directory + ":/etc/nginx/conf.d:ro",
                        "-p", "127.0.0.1::" + TLS_PORT,
                        "-p", "127.0.0.1::" + CERTIFIED_PORT),
                List.of());
    }

    /** Where it listens now: Docker chooses a new port at every start. */
    public Reachability.Address address() {
        return address(port);
    }

    /** Where another port of the container's is. */
    public Reachability.Address address(int port) {
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
