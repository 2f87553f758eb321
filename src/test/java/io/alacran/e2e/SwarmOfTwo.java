package io.alacran.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Two engines in one swarm, each in a network namespace of its own as on a machine of its own, with a bridge between
 * them that leads nowhere else. They keep all they have in one folder, which goes with them. Needs root.
 */
final class SwarmOfTwo implements AutoCloseable {

    static final String IMAGE = "postgres:15";
    private static final String BRIDGE = "alacran-nodes";
    private static final String SUBNET = "10.231.7.";
    private static final String[] FORWARD = {"FORWARD", "-i", BRIDGE, "-o", BRIDGE, "-j", "ACCEPT"};

    final Node manager;
    final Node worker;
    private final Path folder;

    SwarmOfTwo() {
        folder = Path.of(System.getProperty("java.io.tmpdir"), Console.INSTANCE + "-nodes");
        manager = new Node("manager", 2);
        worker = new Node("worker", 3);
        close();
        try {
            run("ip", "link", "add", BRIDGE, "type", "bridge");
            run("ip", "address", "add", SUBNET + "1/24", "dev", BRIDGE);
            run("ip", "link", "set", BRIDGE, "up");
            // Docker drops what is forwarded, also between the ends of a bridge
            iptables("-I").orFail();
            manager.start();
            worker.start();
            Console.await("two engines", () -> manager.answers() && worker.answers());
            String image = folder.resolve("image.tar").toString();
            Shell.docker("pull", "--quiet", IMAGE);
            Shell.docker("save", "-o", image, IMAGE);
            manager.docker("load", "-i", image);
            worker.docker("load", "-i", image);
            manager.docker("swarm", "init", "--advertise-addr", manager.address, "--listen-addr", manager.address);
            String token = manager.docker("swarm", "join-token", "-q", "worker");
            worker.docker("swarm", "join", "--token", token, manager.address + ":2377");
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** A machine of the swarm. */
    final class Node {

        final String name;
        final String address;
        private Process engine;

        private Node(String name, int number) {
            this.name = name;
            this.address = SUBNET + number;
        }

        private void start() {
            String space = "alacran-" + name;
            String outer = "al-" + name;
            run("ip", "netns", "add", space);
            run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", space);
            run("ip", "link", "set", outer, "master", BRIDGE, "up");
            run("ip", "-n", space, "address", "add", address + "/24", "dev", "eth0");
            run("ip", "-n", space, "link", "set", "eth0", "up");
            run("ip", "-n", space, "link", "set", "lo", "up");
            // Mounts of its own go with it, and hide a containerd of the machine, which would be used in place of one
            // of
            // its own. "ip netns exec" would hide the control groups.
            String script = "hostname \"$0\"; mkdir -p /run/containerd; mount -t tmpfs none /run/containerd;"
                    + " exec dockerd \"$@\"";
            List<String> command = new ArrayList<>(List.of("nsenter", "--net=/var/run/netns/" + space));
            command.addAll(List.of("unshare", "--mount", "--uts", "sh", "-ec", script));
            command.addAll(List.of(name, "--host", host(), "--data-root", path("data"), "--exec-root", path("exec")));
            command.addAll(List.of("--pidfile", path("pid"), "--cgroup-parent", "/" + space));
            command.addAll(List.of("--exec-opt", "native.cgroupdriver=cgroupfs"));
            // Not those of the machine's own engine
            command.addAll(List.of("--config-file", path("daemon.json")));
            try {
                Files.createDirectories(Path.of(path("")));
                Files.writeString(Path.of(path("daemon.json")), "{}");
                engine = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(Path.of(path("log")).toFile())
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private String path(String file) {
            return folder.resolve(name).resolve(file).toString();
        }

        /** Where its engine listens, as {@code DOCKER_HOST} has it. */
        String host() {
            return "unix://" + path("socket");
        }

        private boolean answers() {
            if (!engine.isAlive()) {
                throw new AssertionError("an engine ended by itself:\n"
                        + Shell.run("tail", "-n", "20", path("log")).output());
            }
            return Shell.run("docker", "-H", host(), "info").exitCode() == 0;
        }

        String docker(String... arguments) {
            List<String> command = new ArrayList<>(List.of("docker", "-H", host()));
            command.addAll(List.of(arguments));
            return run(command.toArray(String[]::new));
        }

        /** Also one that a run which was cut off left. */
        private void stop() {
            Shell.run("sh", "-c", "docker -H " + host() + " ps -aq | xargs -r docker -H " + host() + " rm -fv");
            Shell.run(
                    "sh",
                    "-c",
                    "pid=$(cat \"$0/pid\") && grep -qs -- \"$0/data\" \"/proc/$pid/cmdline\" && kill \"$pid\""
                            + " && timeout 60 tail --pid=\"$pid\" -f /dev/null",
                    path(""));
            Shell.run("ip", "link", "del", "al-" + name);
            Shell.run("ip", "netns", "del", "alacran-" + name);
            Shell.run("sh", "-c", "find /sys/fs/cgroup -depth -type d -path \"*/alacran-$0*\" -exec rmdir {} +", name);
        }
    }

    private static String run(String... command) {
        return Shell.run(command).orFail();
    }

    private static Shell.Result iptables(String action) {
        List<String> command = new ArrayList<>(List.of("iptables", action));
        command.addAll(List.of(FORWARD));
        return Shell.run(command.toArray(String[]::new));
    }

    @Override
    public void close() {
        worker.stop();
        manager.stop();
        Shell.run("ip", "link", "del", BRIDGE);
        iptables("-D");
        run("rm", "-rf", folder.toString());
    }
}
