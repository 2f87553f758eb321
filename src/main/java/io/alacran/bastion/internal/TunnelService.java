package io.alacran.bastion.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.Service;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.BufferException;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.server.session.AbstractServerSession;
import org.apache.sshd.server.session.ServerConnectionService;
import org.apache.sshd.server.session.ServerConnectionServiceFactory;
import org.jspecify.annotations.Nullable;

/** Answers what a signed-in session asks for: tunnels that the policy allows; all else is refused and goes on. */
final class TunnelService extends ServerConnectionService {

    private static final String TUNNEL = "direct-tcpip";
    private static final String HOW = "only tunnels to databases are possible here: ssh -N -L PORT:DATABASE:PORT";

    private static final String DOWN = "Connection refused: the database does not answer; see its state in the console";

    private final Tunnels tunnels;
    private final AtomicInteger pending = new AtomicInteger();

    private TunnelService(AbstractServerSession session, Tunnels tunnels) throws SshException {
        super(session);
        this.tunnels = tunnels;
    }

    static ServerConnectionServiceFactory factory(Tunnels tunnels) {
        return new ServerConnectionServiceFactory() {
            @Override
            public Service create(Session session) throws IOException {
                TunnelService service = new TunnelService((AbstractServerSession) session, tunnels);
                service.addPortForwardingEventListenerManager(this);
                return service;
            }
        };
    }

    @Override
    protected void channelOpen(Buffer buffer) throws Exception {
        String type = buffer.getString();
        long sender = buffer.getUInt();
        long window = buffer.getUInt();
        long packet = buffer.getUInt();
        if (!type.equals(TUNNEL)) {
            refuse(sender, type, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, HOW);
            return;
        }
        String host;
        long port;
        try {
            host = buffer.getString(StandardCharsets.ISO_8859_1);
            port = buffer.getUInt();
        } catch (BufferException e) {
            refuse(sender, type, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, "the host name does not end");
            return;
        }
        Grant grant = getSession().getAttribute(Grant.ATTRIBUTE);
        if (grant == null) {
            throw new SshException(SshConstants.SSH2_DISCONNECT_PROTOCOL_ERROR, "not signed in");
        }
        switch (tunnels.policy().decide(grant, host, port, Instant.now())) {
            case BastionPolicy.Decision.Refused(String reason) ->
                refuse(sender, host + ":" + port, SshConstants.SSH_OPEN_ADMINISTRATIVELY_PROHIBITED, reason);
            case BastionPolicy.Decision.Allowed(BastionPolicy.Target target) ->
                open(new Request(sender, window, packet), target, grant);
        }
    }

    private record Request(long sender, long window, long packet) {

        Buffer to(InetSocketAddress address) {
            Buffer buffer = new ByteArrayBuffer();
            buffer.putString(TUNNEL);
            buffer.putUInt(sender);
            buffer.putUInt(window);
            buffer.putUInt(packet);
            buffer.putString(address.getAddress().getHostAddress());
            buffer.putUInt(address.getPort());
            buffer.putString("0.0.0.0");
            buffer.putUInt(0);
            return buffer;
        }
    }

    private void open(Request request, BastionPolicy.Target target, Grant grant) throws IOException {
        int most = tunnels.limits().channelsPerSession();
        if (getChannels().size() + pending.get() >= most) {
            refuse(
                    request.sender(),
                    target.toString(),
                    SshConstants.SSH_OPEN_RESOURCE_SHORTAGE,
                    most + " tunnels are open in this connection, which is the most; close some or connect once more");
            return;
        }
        pending.incrementAndGet();
        tunnels.addresses().find(target).whenComplete((address, failure) -> {
            try {
                if (address == null) {
                    tunnels.unreachable(getSession(), target);
                    unreachable(request.sender());
                } else {
                    connect(request, target, address, grant);
                }
            } catch (Exception e) {
                getSession().exceptionCaught(e);
            } finally {
                pending.decrementAndGet();
            }
        });
    }

    private void connect(Request request, BastionPolicy.Target target, InetSocketAddress address, Grant grant)
            throws Exception {
        if (!tunnels.hasRoom()) {
            refuse(
                    request.sender(),
                    target.toString(),
                    SshConstants.SSH_OPEN_RESOURCE_SHORTAGE,
                    tunnels.room().tunnels()
                            + " tunnels are open at this bastion, for which it has memory; close some");
            return;
        }
        TunnelChannel.Opening opening = new TunnelChannel.Opening(target, address, grant, tunnels);
        ScopedValue.where(TunnelChannel.OPENING, opening).<@Nullable Void, Exception>call(() -> {
            super.channelOpen(request.to(address));
            return null;
        });
    }

    private void refuse(long sender, String target, int code, String reason) throws IOException {
        tunnels.refused(getSession(), target, reason);
        super.sendChannelOpenFailure(new ByteArrayBuffer(), sender, code, reason, "");
    }

    private void unreachable(long sender) throws IOException {
        super.sendChannelOpenFailure(new ByteArrayBuffer(), sender, SshConstants.SSH_OPEN_CONNECT_FAILED, DOWN, "");
    }

    /** The library's words say nothing to a person. */
    @Override
    protected IoWriteFuture sendChannelOpenFailure(
            Buffer buffer, long sender, int reason, String message, String language) throws IOException {
        boolean unnamed = reason == 0 || reason == SshConstants.SSH_OPEN_CONNECT_FAILED;
        return super.sendChannelOpenFailure(
                buffer,
                sender,
                unnamed ? SshConstants.SSH_OPEN_CONNECT_FAILED : reason,
                unnamed ? DOWN : message,
                language);
    }

    @Override
    protected IoWriteFuture globalRequest(Buffer buffer) throws Exception {
        int start = buffer.rpos();
        String request = buffer.getString();
        if (request.equals("tcpip-forward") || request.equals("streamlocal-forward@openssh.com")) {
            tunnels.refused(getSession(), request, HOW);
        }
        buffer.rpos(start);
        return super.globalRequest(buffer);
    }
}
