package io.alacran.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A console with connections to examine, and servers of its own that a test makes ill. Names are looked up in a file, so
 * that no lookup leaves the machine. Servers made here carry the tests' label and go with the console.
 */
final class Ward implements AutoCloseable {

    static final String PASSWORD = "pw-of-app-4711";
    static final String LABEL = "io.alacran.instance=" + Console.INSTANCE;

    final Console console;
    private final Path hosts;
    private final List<Path> folders = new ArrayList<>();
    private int servers;

    /** @param settings for the console, by environment variable */
    Ward(Map<String, String> settings) {
        try {
            hosts = Files.createTempFile("alacran-hosts", "");
            Files.writeString(hosts, "127.0.0.1 localhost\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> all = new HashMap<>(settings);
        all.put("JAVA_TOOL_OPTIONS", "-Djdk.net.hosts.file=" + hosts + " -Dsun.net.inetaddr.negative.ttl=0");
        console = Console.setUp(all);
    }

    /** Makes a name known to the console. */
    void name(String host, String address) {
        try {
            Files.writeString(hosts, Files.readString(hosts) + address + " " + host + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a container that the console did not make. */
    String run(String image, List<String> options, String... command) {
        String name = Console.INSTANCE + "-ward-" + ++servers;
        List<String> line = new ArrayList<>(List.of("run", "-d", "--label", LABEL, "--name", name));
        line.addAll(options);
        line.add(image);
        line.addAll(List.of(command));
        Shell.docker(line.toArray(String[]::new));
        return name;
    }

    /** A PostgreSQL that listens on a host port, with the user app and the database shop. */
    String postgres(int hostPort, String... options) {
        List<String> all = new ArrayList<>(
                List.of("-p", "127.0.0.1:" + hostPort + ":5432", "-e", "POSTGRES_USER=app", "-e", "POSTGRES_DB=shop"));
        all.addAll(List.of(options));
        if (!String.join(" ", options).contains("POSTGRES_PASSWORD")) {
            all.addAll(List.of("-e", "POSTGRES_PASSWORD=" + PASSWORD));
        }
        String name = run("postgres:15", all);
        Console.await(
                name + " to be ready",
                () -> Shell.run(
                                        "docker",
                                        "exec",
                                        name,
                                        "psql",
                                        "-h",
                                        "127.0.0.1",
                                        "-U",
                                        "app",
                                        "-d",
                                        "shop",
                                        "-c",
                                        "select 1")
                                .exitCode()
                        == 0);
        return name;
    }

    /** A MariaDB that listens on a host port, with the user app and the database shop. */
    String mariadb(int hostPort, String... options) {
        return mariadb(hostPort, List.of(options));
    }

    /** One with further arguments for the server. */
    String mariadb(int hostPort, List<String> options, String... command) {
        List<String> all = new ArrayList<>(List.of(
                "-p",
                "127.0.0.1:" + hostPort + ":3306",
                "-e",
                "MARIADB_ROOT_PASSWORD=" + PASSWORD,
                "-e",
                "MARIADB_USER=app",
                "-e",
                "MARIADB_DATABASE=shop"));
        all.addAll(options);
        if (!String.join(" ", options).contains("MARIADB_PASSWORD")) {
            all.addAll(List.of("-e", "MARIADB_PASSWORD=" + PASSWORD));
        }
        String name = run("mariadb:10.11", all, command);
        Console.await(name + " to be ready", () -> root(name, "select 1", false).exitCode() == 0);
        return name;
    }

    /** A folder with a certificate that nobody trusts and its key, which containers may read. */
    String certificates() {
        try {
            Path folder = Files.createTempDirectory("alacran-certificates");
            Shell.run(
                            "openssl",
                            "req",
                            "-x509",
                            "-newkey",
                            "rsa:2048",
                            "-nodes",
                            "-days",
                            "2",
                            "-subj",
                            "/CN=db.example.test",
                            "-keyout",
                            folder.resolve("key.pem").toString(),
                            "-out",
                            folder.resolve("cert.pem").toString())
                    .orFail();
            for (Path made : List.of(folder, folder.resolve("key.pem"), folder.resolve("cert.pem"))) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            folders.add(folder);
            return folder.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks a MariaDB as its administrator, over TCP, where the server of the first start does not listen. */
    static void root(String container, String sql) {
        root(container, sql, true).orFail();
    }

    private static Shell.Result root(String container, String sql, boolean local) {
        List<String> line = new ArrayList<>(
                List.of("docker", "exec", "-e", "MYSQL_PWD=" + PASSWORD, container, "mariadb", "-uroot", "-e", sql));
        if (!local) {
            line.addAll(List.of("--protocol=tcp", "-h", "127.0.0.1"));
        }
        return Shell.run(line.toArray(String[]::new));
    }

    /** Asks a PostgreSQL as its administrator. */
    static void psql(String container, String sql) {
        Shell.docker("exec", container, "psql", "-v", "ON_ERROR_STOP=1", "-U", "app", "-d", "shop", "-c", sql);
    }

    static String address(String container) {
        return Shell.docker(
                        "inspect", "--format", "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{end}}", container)
                .split(" ")[0];
    }

    /** What a connection would be examined with. */
    static Map<String, Object> draft(String client, String host, int port) {
        return new HashMap<>(Map.of(
                "name",
                "draft",
                "client",
                client,
                "host",
                host,
                "port",
                port,
                "databaseName",
                "shop",
                "username",
                "app",
                "password",
                PASSWORD));
    }

    JsonNode examine(Map<String, Object> draft) {
        return console.call("POST", "/connections/test", draft);
    }

    JsonNode examine(String connection) {
        return console.call("POST", "/connections/" + connection + "/test", null);
    }

    /** The check that found the cause: it failed, everything before it did not, everything after it was left out. */
    static JsonNode cause(JsonNode diagnosis) {
        assertThat(diagnosis.get("healthy").asBoolean())
                .as(diagnosis.toPrettyString())
                .isFalse();
        List<JsonNode> failed = diagnosis
                .get("checks")
                .valueStream()
                .filter(c -> c.get("result").asString().equals("fail"))
                .toList();
        assertThat(failed).as(diagnosis.toPrettyString()).hasSize(1);
        for (JsonNode check : diagnosis.get("checks")) {
            assertThat(check.get("tookMs").asLong())
                    .isLessThanOrEqualTo(Duration.ofSeconds(15).toMillis());
        }
        return failed.getFirst();
    }

    /** Asserts which check found the cause, and what it says to do. */
    static void isCause(JsonNode diagnosis, String id, String found, String... remedy) {
        JsonNode cause = cause(diagnosis);
        assertThat(cause.get("id").asString()).as(diagnosis.toPrettyString()).isEqualTo(id);
        assertThat(cause.get("found").asString()).contains(found).doesNotContain(PASSWORD);
        assertThat(cause.get("remedy").asString()).contains(remedy).doesNotContain(PASSWORD);
    }

    void isHealthy(JsonNode diagnosis) {
        assertThat(diagnosis.get("healthy").asBoolean())
                .as(diagnosis.toPrettyString())
                .isTrue();
    }

    void awaitReady(String database) {
        Console.await(database + " to be ready", () -> console.state(database).equals("ready"));
    }

    @Override
    public void close() {
        console.close();
        try {
            Files.deleteIfExists(hosts);
            for (Path folder : folders) {
                FileSystemUtils.deleteRecursively(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
