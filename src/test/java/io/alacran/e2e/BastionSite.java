package io.alacran.e2e;

import io.alacran.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/**
 * A console with its bastion enabled in one of its homes, three databases, and OpenSSH's client. The account {@code root}
 * has a key and a password and may reach the databases shop and cache, not crm.
 */
final class BastionSite implements AutoCloseable {

    static final String PASSWORD = "maroon-teapot-41-sails";
    static final String SHOP = Console.PREFIX + "shop:5432";
    static final String CRM = Console.PREFIX + "crm:3306";
    static final String CACHE = Console.PREFIX + "cache:6379";

    final Console console;
    final BastionPlace place;
    final int port = FreePort.next();
    final Path folder;
    private final List<Process> processes = new ArrayList<>();

    BastionSite(BastionPlace place) {
        this(place, place.settings());
    }

    BastionSite(BastionPlace place, Map<String, String> settings) {
        this.place = place;
        place.open();
        Map<String, String> all = new HashMap<>(settings);
        all.put("ALACRAN_BASTION_PORT", String.valueOf(port));
        console = Console.setUp(all);
        try {
            folder = Files.createTempDirectory("alacran-bastion");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        console.deploy(Map.of("name", "shop", "engine", "postgres", "version", "15"));
        console.deploy(Map.of("name", "crm", "engine", "mariadb"));
        console.deploy(Map.of("name", "cache", "engine", "redis"));
        makeKey("id", "ed25519");
        console.call(
                "POST",
                "/bastion/users",
                Map.of(
                        "name",
                        "root",
                        "password",
                        PASSWORD,
                        "publicKeys",
                        List.of(publicKey("id")),
                        "databases",
                        List.of("shop", "cache")));
        console.call("PUT", "/bastion", Map.of("enabled", true, "home", place.home(), "bindAddress", place.address()));
        Console.await("the bastion to run", () -> status().get("running").asBoolean());
    }

    JsonNode status() {
        return console.call("GET", "/bastion", null);
    }

    void makeKey(String name, String type, String... more) {
        List<String> command = new ArrayList<>(List.of(
                "ssh-keygen",
                "-q",
                "-t",
                type,
                "-N",
                "",
                "-C",
                name,
                "-f",
                folder.resolve(name).toString()));
        command.addAll(List.of(more));
        Shell.run(command.toArray(String[]::new)).orFail();
    }

    String publicKey(String name) {
        try {
            return Files.readString(folder.resolve(name + ".pub")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An account that may reach every database with the key of that name. */
    void account(String name, String key, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "publicKeys", List.of(publicKey(key))));
        body.putAll(more);
        console.call("POST", "/bastion/users", body);
    }

    /** The client's command line with the key of that name and none else. */
    String[] ssh(String key, String... arguments) {
        List<String> command = client(folder.resolve(key));
        command.addAll(List.of("-o", "BatchMode=yes"));
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private List<String> client(Path key) {
        return new ArrayList<>(List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "LogLevel=INFO",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "ConnectTimeout=10",
                "-i",
                key.toString(),
                "-p",
                String.valueOf(port)));
    }

    /** Runs the client as root with its key. */
    Shell.Result asRoot(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(at("root"));
        return Shell.run(ssh("id", all.toArray(String[]::new)));
    }

    /** The last word of the client's command line. */
    String at(String user) {
        return user + "@" + place.address();
    }

    /** Runs the client with the key of that name, from an address of its own. */
    Shell.Result withKey(String user, String key, String source, String... arguments) {
        List<String> command = new ArrayList<>(List.of(ssh(key, arguments)));
        command.addAll(List.of("-b", source, at(user)));
        return Shell.run(place.command(command).toArray(String[]::new));
    }

    /** Runs the client with a password, from an address of its own, so that penalties of others do not count. */
    Shell.Result withPassword(String user, String password, String source, String... arguments) {
        List<String> command = client(Path.of("/dev/null"));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-b", source, "-o", "PreferredAuthentications=password"));
        command.addAll(List.of("-o", "NumberOfPasswordPrompts=1"));
        command.add(at(user));
        return Shell.run(askpass(password), place.command(command).toArray(String[]::new));
    }

    private Map<String, String> askpass(String password) {
        try {
            Path script = Files.createTempFile(
                    folder,
                    "askpass",
                    ".sh",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(script, "#!/bin/sh\nprintf '%s\\n' '" + password + "'\n");
            return Map.of("SSH_ASKPASS", script.toString(), "SSH_ASKPASS_REQUIRE", "force", "DISPLAY", ":0");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A tunnel that is open; its local port. */
    int tunnel(String target) {
        int local = FreePort.next();
        start(ssh("id", "-N", "-o", "ExitOnForwardFailure=yes", "-L", local + ":" + target, at("root")), local);
        return local;
    }

    /** Like {@link #tunnel} with a password. */
    int tunnelWithPassword(String user, String target) {
        int local = FreePort.next();
        List<String> command = client(Path.of("/dev/null"));
        command.addAll(List.of("-N", "-L", local + ":" + target, at(user)));
        return start(command.toArray(String[]::new), local) == null ? 0 : local;
    }

    /** Starts a client that listens on a local port, and waits until it does. */
    Process start(String[] command, int local) {
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("ssh-" + local + ".log").toFile());
            builder.environment().putAll(askpass(PASSWORD));
            Process process = builder.start();
            processes.add(process);
            Console.await("a tunnel on port " + local, () -> {
                if (!process.isAlive()) {
                    throw new AssertionError("the client ended: " + log(local));
                }
                return listens(local);
            });
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String log(int local) {
        try {
            return Files.readString(folder.resolve("ssh-" + local + ".log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looked up without a connection, which would open a tunnel. */
    private static boolean listens(int port) {
        return Shell.run("ss", "-Hltn", "sport = :" + port).output().contains(":" + port);
    }

    /** A connection to the bastion's port. */
    Socket connect() {
        return connect(place.address(), port);
    }

    /** A connection to a port of this machine, such as the near end of a tunnel. */
    static Socket connect(int port) {
        return connect("127.0.0.1", port);
    }

    private static Socket connect(String host, int port) {
        try {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(host, port), 5_000);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What psql says through a local port. */
    Shell.Result psql(int local, String sql) {
        return Shell.run(
                Map.of("PGPASSWORD", console.password("shop"), "PGCONNECT_TIMEOUT", "10"),
                "psql",
                "-At",
                "-h",
                "127.0.0.1",
                "-p",
                String.valueOf(local),
                "-U",
                "postgres",
                "shop",
                "-c",
                sql);
    }

    /** That the bastion still serves. */
    String answer() {
        return psql(tunnel(SHOP), "select 6 * 7").orFail();
    }

    @Override
    public void close() {
        for (Process process : processes) {
            process.destroy();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        console.close();
        place.close();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
