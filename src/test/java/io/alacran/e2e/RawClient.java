package io.alacran.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.exception.SshChannelOpenException;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;

/** A client that sends what OpenSSH's would not. */
final class RawClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SshClient client = SshClient.setUpDefaultClient();
    private final ClientSession session;
    private final List<String> farewells = new CopyOnWriteArrayList<>();

    RawClient(BastionSite site, String user) throws IOException, GeneralSecurityException {
        client.setServerKeyVerifier((s, address, key) -> true);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(client, Integer.MAX_VALUE);
        client.start();
        session = client.connect(user, site.place.address(), site.port)
                .verify(PATIENCE)
                .getSession();
        try (var file = Files.newInputStream(site.folder.resolve("id"))) {
            session.addPublicKeyIdentity(SecurityUtils.loadKeyPairIdentities(null, null, file, null)
                    .iterator()
                    .next());
        }
        session.addSessionListener(new SessionListener() {
            @Override
            public void sessionDisconnect(Session s, int code, String reason, String language, boolean initiator) {
                farewells.add(reason);
            }
        });
        session.auth().verify(PATIENCE);
    }

    /** Why the session was ended, if it was. */
    List<String> farewells() {
        return farewells;
    }

    ClientSession session() {
        return session;
    }

    boolean opens(String host, int port) throws IOException {
        return open(host, port).verify(PATIENCE).isOpened();
    }

    /** Why a tunnel is refused. */
    String refusal(String host, int port) throws IOException {
        OpenFuture future = open(host, port);
        future.await(PATIENCE);
        return future.getException() instanceof SshChannelOpenException e ? e.getMessage() : "it was not refused";
    }

    private OpenFuture open(String host, int port) throws IOException {
        ChannelDirectTcpip channel = session.createDirectTcpipChannel(
                new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress(host, port));
        return channel.open();
    }

    /** The request alone, with no channel of the client's that would wait for the answer. */
    void send(String host, int port) throws IOException {
        Buffer buffer = session.createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, host.length() + 128);
        buffer.putString("direct-tcpip");
        buffer.putUInt(1_000_000);
        buffer.putUInt(2_097_152);
        buffer.putUInt(32_768);
        buffer.putString(host);
        buffer.putUInt(port);
        buffer.putString("127.0.0.1");
        buffer.putUInt(1);
        session.writePacket(buffer);
    }

    /** A name that says it is so long, in a packet that ends before it. */
    String refusalOfLengthOnly(int length) throws IOException {
        ChannelDirectTcpip channel =
                new ChannelDirectTcpip(new SshdSocketAddress("127.0.0.1", 1), new SshdSocketAddress("x", 1)) {
                    @Override
                    public synchronized OpenFuture open() throws IOException {
                        openFuture = new org.apache.sshd.client.future.DefaultOpenFuture(getChannelId(), futureLock);
                        Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_OPEN, 256);
                        buffer.putString("direct-tcpip");
                        buffer.putUInt(getChannelId());
                        buffer.putUInt(2_097_152);
                        buffer.putUInt(32_768);
                        buffer.putUInt(length);
                        buffer.putRawBytes("x".getBytes(StandardCharsets.US_ASCII));
                        getSession().writePacket(buffer);
                        return openFuture;
                    }
                };
        session.getService(org.apache.sshd.common.session.ConnectionService.class)
                .registerChannel(channel);
        OpenFuture future = channel.open();
        future.await(PATIENCE);
        return String.valueOf(future.getException());
    }

    /** Opens that many at once; how many were. */
    int flood(String host, int port, int channels) throws IOException {
        List<OpenFuture> futures = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            futures.add(open(host, port));
        }
        int opened = 0;
        for (OpenFuture future : futures) {
            future.await(PATIENCE);
            opened += future.isOpened() ? 1 : 0;
        }
        return opened;
    }

    @Override
    public void close() {
        session.close(true);
        client.stop();
    }
}
