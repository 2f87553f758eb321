package io.alacran.bastion.internal;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * A client's connection. Tunnels hold back what the client does not read; but answers to requests would pile up without
 * bound for a client that asks and never reads, so such a one is disconnected.
 */
final class BastionSession extends ServerSessionImpl {

    private static final int MOST_UNREAD_ANSWERS = 10_000;

    private final AtomicInteger unread = new AtomicInteger();

    private BastionSession(ServerFactoryManager server, IoSession io) throws Exception {
        super(server, io);
    }

    static SessionFactory factory(ServerFactoryManager server) {
        return new SessionFactory(server) {
            @Override
            protected ServerSessionImpl doCreateSession(IoSession io) throws Exception {
                return new BastionSession(getServer(), io);
            }
        };
    }

    @Override
    public IoWriteFuture writePacket(Buffer buffer) throws IOException {
        if (buffer.array()[buffer.rpos()] == SshConstants.SSH_MSG_CHANNEL_DATA) {
            return super.writePacket(buffer);
        }
        if (unread.incrementAndGet() > MOST_UNREAD_ANSWERS) {
            close(true);
            throw new SshException(SshConstants.SSH2_DISCONNECT_BY_APPLICATION, "the client does not read its answers");
        }
        IoWriteFuture written = super.writePacket(buffer);
        written.addListener(w -> unread.decrementAndGet());
        return written;
    }
}
