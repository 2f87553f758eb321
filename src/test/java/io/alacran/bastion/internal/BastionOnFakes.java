package io.alacran.bastion.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A bastion on a free port before a target that sends back what it gets. */
final class BastionOnFakes implements AutoCloseable {

    static final BastionPolicy.Target SHOP = new BastionPolicy.Target("shop", "srv-alacran--shop", 5432);
    static final BastionPolicy.Target CRM = new BastionPolicy.Target("crm", "srv-alacran--crm", 3306);

    static final BastionPolicy.Target HOSE = new BastionPolicy.Target("shop", "srv-alacran--hose", 1);

    static final BastionPolicy.Target SILENT = new BastionPolicy.Target("shop", "srv-alacran--silent", 2);

    final List<BastionEvent> events = new CopyOnWriteArrayList<>();
    final BastionServer server;
    private final Path home;
    private final ServerSocket echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ServerSocket hose = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    /** Never accepts; what is beyond its queue gets no answer at all. */
    private final ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    private final List<Socket> queued = new ArrayList<>();

    BastionOnFakes(Path home, BastionLimits limits) throws IOException {
        this(home, limits, Room.in(Runtime.getRuntime().maxMemory()));
    }

    BastionOnFakes(Path home, BastionLimits limits, Room room) throws IOException {
        this.home = home;
        Thread.ofVirtual().start(() -> serve(echo, s -> s.getInputStream().transferTo(s.getOutputStream())));
        Thread.ofVirtual().start(() -> serve(hose, BastionOnFakes::pour));
        server = new BastionServer(
                HostKey.loadOrMake(home.resolve("host_key")), limits, new Loopback(), events::add, room);
        server.start("127.0.0.1", 0);
    }

    int port() {
        return server.port();
    }

    /** OpenSSH's client with a new key of that name, which the account {@code root} signs in with from now on. */
    String[] ssh(String name, String... arguments) throws IOException, InterruptedException {
        Path key = home.resolve(name);
        if (!Files.exists(key)) {
            new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        }
        accounts(account(
                "root", null, Files.readString(home.resolve(name + ".pub")).strip()));
        List<String> command = new ArrayList<>(List.of(
                "ssh",
                "-F",
                "none",
                "-o",
                "StrictHostKeyChecking=no",
                "-o",
                "UserKnownHostsFile=/dev/null",
                "-o",
                "IdentitiesOnly=yes",
                "-o",
                "BatchMode=yes",
                "-i",
                key.toString(),
                "-p",
                String.valueOf(port())));
        command.addAll(List.of(arguments));
        command.add("root@127.0.0.1");
        return command.toArray(String[]::new);
    }

    void accounts(BastionPolicy.Account... accounts) {
        Map<String, BastionPolicy.Account> byName = new java.util.HashMap<>();
        for (BastionPolicy.Account account : accounts) {
            byName.put(account.name(), account);
        }
        server.apply(new BastionPolicy(
                byName,
                Map.of(SHOP.host(), SHOP, CRM.host(), CRM, HOSE.host(), HOSE, SILENT.host(), SILENT),
                List.of()));
    }

    static BastionPolicy.Account account(String name, @Nullable String passwordHash, String... keys) {
        return new BastionPolicy.Account(name, passwordHash, List.of(keys), List.of("shop"), null, true);
    }

    /** Fills the queue of the silent target, so that connections to it hang. */
    void hang() throws IOException {
        while (true) {
            Socket next = new Socket();
            queued.add(next);
            try {
                next.connect(silent.getLocalSocketAddress(), 300);
            } catch (java.net.SocketTimeoutException full) {
                return;
            }
        }
    }

    /** The shop is the echo, the hose never stops sending, the silent never answers; nothing listens for the CRM. */
    private final class Loopback implements Addresses {

        @Override
        public CompletableFuture<InetSocketAddress> find(BastionPolicy.Target target) {
            int port = target == SHOP
                    ? echo.getLocalPort()
                    : target == HOSE ? hose.getLocalPort() : target == SILENT ? silent.getLocalPort() : 1;
            return CompletableFuture.completedFuture(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        }

        @Override
        public void forget(BastionPolicy.Target target) {}
    }

    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    private static void serve(ServerSocket server, Service service) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> {
                    try (socket) {
                        service.serve(socket);
                    } catch (IOException e) {
                        // The tunnel was cut.
                    }
                });
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void pour(Socket socket) throws IOException {
        byte[] bytes = new byte[65_536];
        while (true) {
            socket.getOutputStream().write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        echo.close();
        hose.close();
        for (Socket socket : queued) {
            socket.close();
        }
        silent.close();
    }
}
