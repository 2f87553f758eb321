package io.alacran.bastion.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.client.future.OpenFuture;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.Channel;
import org.apache.sshd.common.forward.ChannelToPortHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.apache.sshd.server.forward.DirectTcpipFactory;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.forward.TcpForwardingFilter;
import org.apache.sshd.server.forward.TcpipServerChannel;
import org.jspecify.annotations.Nullable;

/** A tunnel to a database: counts what passes, and can be cut. */
final class TunnelChannel extends TcpipServerChannel {

    /** What was decided about the channel that is being opened on this thread. */
    static final ScopedValue<Opening> OPENING = ScopedValue.newInstance();

    /** @param address already resolved, where the channel connects to */
    record Opening(BastionPolicy.Target target, InetSocketAddress address, Grant grant, Tunnels tunnels) {}

    private final String tunnelId = UUID.randomUUID().toString().substring(0, 8);
    private final Opening opening;
    private final AtomicLong bytesIn = new AtomicLong();
    private final AtomicLong bytesOut = new AtomicLong();
    private volatile Instant openedAt = Instant.EPOCH;
    private volatile @Nullable IoSession database;

    private TunnelChannel(Opening opening) {
        super(TcpForwardingFilter.Type.Direct, null);
        this.opening = opening;
    }

    /** The only kind of channel there is. */
    static DirectTcpipFactory factory() {
        return new DirectTcpipFactory() {
            @Override
            public Channel createChannel(Session session) {
                TunnelChannel tunnel = new TunnelChannel(OPENING.get());
                tunnel.opening.tunnels().made(tunnel);
                return tunnel;
            }
        };
    }

    /** The library's own gate, which lets through nothing but what was decided before. */
    static ForwardingFilter filter() {
        return new RejectAllForwardingFilter() {
            @Override
            public boolean canConnect(Type type, SshdSocketAddress address, Session session) {
                if (type != Type.Direct || !OPENING.isBound()) {
                    return false;
                }
                InetSocketAddress decided = OPENING.get().address();
                return address.getHostName().equals(decided.getAddress().getHostAddress())
                        && address.getPort() == decided.getPort();
            }
        };
    }

    @Override
    protected ChannelToPortHandler createChannelToPortHandler(IoSession session) {
        database = session;
        return super.createChannelToPortHandler(session);
    }

    @Override
    protected void handleChannelOpenSuccess(OpenFuture future, IoSession session) {
        openedAt = Instant.now();
        opening.tunnels().opened(this);
        addCloseFutureListener(closed -> opening.tunnels().closed(this));
        super.handleChannelOpenSuccess(future, session);
    }

    @Override
    protected void handleChannelOpenFailure(OpenFuture future, Throwable problem) {
        opening.tunnels().unreachable(getSession(), opening.target());
        super.handleChannelOpenFailure(future, problem);
    }

    @Override
    protected void doWriteData(byte[] data, int offset, long length) throws IOException {
        bytesIn.addAndGet(length);
        super.doWriteData(data, offset, length);
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer) throws IOException {
        if (buffer.array()[buffer.rpos()] == SshConstants.SSH_MSG_CHANNEL_DATA) {
            // The message's own fields are its number, the recipient and the length.
            bytesOut.addAndGet(Math.max(0, buffer.available() - 1 - 2 * Integer.BYTES));
        }
        return super.writePacket(buffer);
    }

    /** Nothing passes from now on, whether the client takes notice or not. */
    void cut() {
        IoSession session = database;
        if (session != null) {
            session.close(true);
        }
        close(false);
    }

    String tunnelId() {
        return tunnelId;
    }

    BastionPolicy.Target target() {
        return opening.target();
    }

    Grant grant() {
        return opening.grant();
    }

    Instant openedAt() {
        return openedAt;
    }

    long bytesIn() {
        return bytesIn.get();
    }

    long bytesOut() {
        return bytesOut.get();
    }
}
