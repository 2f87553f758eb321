package io.alacran.bastion.internal;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.server.ServerFactoryManager;
import org.apache.sshd.server.session.ServerSessionImpl;
import org.apache.sshd.server.session.SessionFactory;

/**
 * A client's connection. Tunnels hold back what the client does not read; but answers to requests would pile up without
 * bound for a client that asks and never reads, so such a one is disconnected.
 *
 * <p>The first cipher of the client's list that the server has too is taken, and OpenSSH lists AES-CTR before AES-GCM,
 * which is faster. So the server says what it has after the client did, and only AES-GCM to a client that has that.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4253#section-7.1">RFC 4253, section 7.1</a>
 */
final class BastionSession extends ServerSessionImpl {

    private static final int MOST_UNREAD_ANSWERS = 10_000;

    /** Most clients do not wait for the server to speak first; one that does gets the whole list then. */
    private static final long SPEAKS_FIRST_MILLIS = 1_000;

    private final AtomicInteger unread = new AtomicInteger();

    /** Whether the client was told what the server has; guarded by {@code kexState}. */
    private boolean offered;

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

    /** The first time, before the client's list is known, it is put off; nobody reads the answer then. */
    @Override
    protected byte[] sendKexInit() throws Exception {
        synchronized (kexState) {
            if (offered) {
                return super.sendKexInit();
            }
        }
        getFactoryManager()
                .getScheduledExecutorService()
                .schedule(this::speakFirst, SPEAKS_FIRST_MILLIS, TimeUnit.MILLISECONDS);
        return new byte[0];
    }

    private void speakFirst() {
        try {
            synchronized (kexState) {
                if (!offered && isOpen()) {
                    offered = true;
                    super.sendKexInit();
                }
            }
        } catch (Exception e) {
            exceptionCaught(e);
        }
    }

    /** What is offered at first is offered again whenever keys are renewed. */
    @Override
    protected void receiveKexInit(Map<KexProposalOption, String> proposal, byte[] seed) throws IOException {
        super.receiveKexInit(proposal, seed);
        synchronized (kexState) {
            if (offered) {
                return;
            }
            if (Stream.of(KexProposalOption.C2SENC, KexProposalOption.S2CENC)
                    .allMatch(way -> Algorithms.hasGcm(proposal.getOrDefault(way, "")))) {
                setCipherFactories(Algorithms.gcm());
            }
            offered = true;
            try {
                super.sendKexInit();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new SshException(SshConstants.SSH2_DISCONNECT_KEY_EXCHANGE_FAILED, e);
            }
        }
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
