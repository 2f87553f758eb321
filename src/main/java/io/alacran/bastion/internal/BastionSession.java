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
import org.apache.sshd.common.util.Readable;
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

    /** How long what a client still sends is dropped after its end was said, so that it comes to read why. */
    private static final long LAST_WORDS_MILLIS = 1_000;

    private static final String TOO_LONG = "a packet is longer than the "
            + 8 * SshConstants.SSH_REQUIRED_PAYLOAD_PACKET_LENGTH_SUPPORT + " bytes that are the most here";

    private final AtomicInteger unread = new AtomicInteger();

    /** Whether the client was told what the server has; guarded by {@code kexState}. */
    private boolean offered;

    private volatile boolean over;

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

    /**
     * The library hangs up on a client in the midst of a packet that is too long, which then sees a broken connection and
     * not the reason. With all ciphers that there are here the length is not secret, so it may be told.
     */
    @Override
    public void messageReceived(Readable buffer) throws Exception {
        if (over) {
            return;
        }
        try {
            super.messageReceived(buffer);
        } catch (Exception e) {
            if (discarding == null) {
                throw e;
            }
            over = true;
            Buffer last = createBuffer(SshConstants.SSH_MSG_DISCONNECT);
            last.putInt(SshConstants.SSH2_DISCONNECT_BY_APPLICATION);
            last.putString(TOO_LONG);
            last.putString("");
            writePacket(last);
            getFactoryManager()
                    .getScheduledExecutorService()
                    .schedule(() -> close(true), LAST_WORDS_MILLIS, TimeUnit.MILLISECONDS);
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
