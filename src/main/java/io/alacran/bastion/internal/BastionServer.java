package io.alacran.bastion.internal;

import io.alacran.bastion.TunnelSession;
import io.alacran.ssh.SshIo;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.SessionHeartbeatController;
import org.apache.sshd.common.session.helpers.AbstractSession;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.session.ServerUserAuthServiceFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SSH server. It knows accounts and targets by {@link #apply} alone and reports through {@link BastionEvents}, so it
 * needs neither the store nor the engine. Everything is refused unless a rule allows it.
 */
public final class BastionServer implements RunningBastion {

    private static final Logger log = LoggerFactory.getLogger(BastionServer.class);
    private static final Duration ENFORCED_EVERY = Duration.ofMillis(250);
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final SshServer server = new SshServer();
    private final Tunnels tunnels;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bastion-timer").factory());

    public BastionServer(HostKey hostKey, BastionLimits limits, Addresses addresses, BastionEvents events) {
        this(hostKey, limits, addresses, events, Room.in(Runtime.getRuntime().maxMemory()));
    }

    BastionServer(HostKey hostKey, BastionLimits limits, Addresses addresses, BastionEvents events, Room room) {
        Clock clock = Clock.systemUTC();
        tunnels = new Tunnels(addresses, limits, events, clock, room);
        Algorithms.set(server);
        server.setRandomFactory(org.apache.sshd.common.util.security.SecurityUtils.getRandomFactory());
        server.setIoServiceFactoryFactory(SshIo.factory("bastion-io"));
        server.setFileSystemFactory(org.apache.sshd.common.file.nonefs.NoneFileSystemFactory.INSTANCE);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        server.setSessionFactory(BastionSession.factory(server));
        server.setServiceFactories(List.of(ServerUserAuthServiceFactory.INSTANCE, TunnelService.factory(tunnels)));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE));
        server.setPublickeyAuthenticator(new KeySignIn(tunnels::policy, clock));
        server.setPasswordAuthenticator(
                new PasswordSignIn(tunnels::policy, new PasswordThrottle(clock), clock, events));
        server.setChannelFactories(List.of(TunnelChannel.factory()));
        server.setForwardingFilter(TunnelChannel.filter());
        server.setGlobalRequestHandlers(List.of(new KeepAliveHandler(), new NoMoreSessionsHandler()));
        server.setKexExtensionHandler(org.apache.sshd.server.ServerBuilder.DEFAULT_KEX_EXTENSION_HANDLER);
        server.addSessionListener(new SessionWatch(
                new Startups<>(limits, () -> ThreadLocalRandom.current().nextDouble()), events));
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(server, room.readBuffer());
        set(limits);
    }

    private void set(BastionLimits limits) {
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "Alacran");
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(server, true);
        CoreModuleProperties.SOCKET_BACKLOG.set(server, 1024);
        CoreModuleProperties.AUTH_TIMEOUT.set(server, limits.loginGrace());
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, limits.authTries());
        CoreModuleProperties.MAX_CONCURRENT_SESSIONS.set(server, limits.sessionsPerAccount());
        // Decided by TunnelService, which refuses where the library would end the session.
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, limits.channelsPerSession() * 2);
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(server, Duration.ofSeconds(10));
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        server.setSessionHeartbeat(SessionHeartbeatController.HeartbeatType.IGNORE, limits.heartbeat());
    }

    /**
     * Begins to listen.
     *
     * @throws IOException when the port is not to be had
     */
    public void start(String bindAddress, int port) throws IOException {
        server.setHost(bindAddress);
        server.setPort(port);
        server.start();
        timer.scheduleWithFixedDelay(
                this::enforce, ENFORCED_EVERY.toMillis(), ENFORCED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The port it listens on. */
    public int port() {
        return server.getBoundAddresses().stream()
                .map(a -> ((InetSocketAddress) a).getPort())
                .findFirst()
                .orElse(server.getPort());
    }

    @Override
    public InetSocketAddress address() {
        String host = server.getHost();
        boolean everywhere = host == null || host.equals("0.0.0.0") || host.equals("::");
        return new InetSocketAddress(everywhere ? "127.0.0.1" : host, port());
    }

    @Override
    public void apply(BastionPolicy policy) {
        tunnels.policy(policy);
        timer.execute(this::enforce);
    }

    @Override
    public List<TunnelSession> sessions() {
        return tunnels.open().stream()
                .map(t -> new TunnelSession(
                        t.tunnelId(),
                        t.grant().account(),
                        Source.of(t.getSession()),
                        t.target().toString(),
                        t.openedAt(),
                        t.bytesIn(),
                        t.bytesOut()))
                .sorted(Comparator.comparing(TunnelSession::openedAt))
                .toList();
    }

    @Override
    public boolean cut(String id) {
        return tunnels.cut(id);
    }

    private void enforce() {
        try {
            for (TunnelChannel tunnel : tunnels.open()) {
                if (!tunnels.upheld(tunnel)) {
                    tunnel.cut();
                }
            }
            for (AbstractSession session : server.getActiveSessions()) {
                if (session.isAuthenticated() && session.isOpen() && !tunnels.upheld((ServerSession) session)) {
                    end(session);
                }
            }
        } catch (RuntimeException e) {
            log.error("what the bastion's policy no longer allows could not be cut", e);
        }
    }

    private void end(AbstractSession session) {
        try {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "the account was changed, disabled or has expired");
        } catch (IOException e) {
            session.close(true);
        }
        timer.schedule(() -> session.close(true), PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
        tunnels.open().forEach(TunnelChannel::cut);
        try {
            server.stop(true);
        } catch (IOException e) {
            log.warn("the bastion did not stop cleanly", e);
        }
    }
}
