package io.alacran;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** OpenSSH's server on a port of this machine's loopback; lets its own user in with a key. */
public final class OpenSshServer implements AutoCloseable {

    public static final String PASSPHRASE = "pelican-of-brass";

    public final int port = FreePort.next();
    public final String user = System.getProperty("user.name");
    private final Path folder;
    private final List<String> settings = new ArrayList<>();
    private @Nullable Process process;

    /** @param settings further lines of {@code sshd_config}; the first of a kind counts */
    public OpenSshServer(String... settings) {
        this.settings.addAll(List.of(settings));
        try {
            folder = Files.createTempDirectory("alacran-sshd");
            // Where it shuts itself in before anybody has signed in
            if (user.equals("root")) {
                Files.createDirectories(Path.of("/run/sshd"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        makeKey("host", "");
        makeKey("key", "");
        makeKey("locked", PASSPHRASE);
        write("authorized_keys", read("key.pub") + read("locked.pub"));
        start();
    }

    private void makeKey(String name, String passphrase) {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", path(name));
    }

    /** Gives it another host key; it counts from the next start. */
    public void changeHostKey() {
        try {
            Files.delete(folder.resolve("host"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        makeKey("host", "");
    }

    /** Its host key's, as its administrator sees it. */
    public String fingerprint() {
        return run("ssh-keygen", "-l", "-f", path("host.pub")).split(" ")[1];
    }

    /** A private key that it lets in. */
    public String key() {
        return read("key");
    }

    /** Another one, encrypted with {@link #PASSPHRASE}. */
    public String lockedKey() {
        return read("locked");
    }

    /** Begins again with other settings. */
    public void restart(String... others) {
        stop();
        settings.clear();
        settings.addAll(List.of(others));
        start();
    }

    public void start() {
        List<String> lines = new ArrayList<>(settings);
        lines.addAll(List.of(
                "ListenAddress 127.0.0.1:" + port,
                "HostKey " + path("host"),
                "AuthorizedKeysFile " + path("authorized_keys"),
                "PermitRootLogin yes",
                "PasswordAuthentication yes",
                "KbdInteractiveAuthentication no",
                "UsePAM no",
                "StrictModes no",
                "PidFile none",
                "LogLevel VERBOSE"));
        write("sshd_config", String.join("\n", lines) + "\n");
        write("resolv.conf", "nameserver 127.0.0.1\noptions attempts:1 timeout:1\n");
        List<String> command = new ArrayList<>();
        if (user.equals("root")) {
            // It asks this machine alone for names, so that no lookup leaves it
            command.addAll(List.of("unshare", "--mount", "sh", "-ec"));
            command.addAll(List.of("mount --bind \"$0\" /etc/resolv.conf; exec \"$@\"", path("resolv.conf")));
        }
        command.addAll(List.of("/usr/sbin/sshd", "-D", "-e", "-f", path("sshd_config")));
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Await.until(this::listens);
    }

    private boolean listens() {
        if (process == null || !process.isAlive()) {
            throw new AssertionError("sshd ended by itself: " + log());
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Ends it with all its sessions, as when its machine is gone. */
    public void stop() {
        Process running = process;
        process = null;
        if (running == null) {
            return;
        }
        List<ProcessHandle> all = new ArrayList<>(running.descendants().toList());
        all.add(running.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().orTimeout(10, TimeUnit.SECONDS).join());
    }

    /** How many clients are signed in. */
    public long sessions() {
        // One process of its own for each connection, and below that one for each user who is in
        return process == null
                ? 0
                : process.children()
                        .filter(c -> process.toHandle().isAlive() && c.isAlive())
                        .count();
    }

    /** How often the log has such words. */
    public long logged(String words) {
        return Pattern.compile(words).matcher(log()).results().count();
    }

    public String log() {
        return read("log");
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.writeString(file, text);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
