package io.alacran.ssh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.AbstractIoServiceFactory;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoAcceptor;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoConnector;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoServiceFactoryFactory;
import org.apache.sshd.common.io.nio2.Nio2Acceptor;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactory;
import org.apache.sshd.common.io.nio2.Nio2ServiceFactoryFactory;
import org.apache.sshd.common.util.threads.CloseableExecutorService;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;

/**
 * The connections of an SSH server or client. The library has a thread that waits for data and hands what came to others;
 * here the threads that wait for it handle it themselves, which saves a change of threads for each message.
 *
 * @see AsynchronousChannelGroup#withFixedThreadPool
 */
public final class SshIo extends Nio2ServiceFactory {

    private final AsynchronousChannelGroup group;
    private final CloseableExecutorService resuming;

    private SshIo(String name, FactoryManager manager, CloseableExecutorService resuming) throws IOException {
        super(manager, null, resuming);
        this.resuming = resuming;
        AtomicInteger number = new AtomicInteger();
        group = AsynchronousChannelGroup.withFixedThreadPool(
                AbstractIoServiceFactory.getNioWorkers(manager),
                task -> Thread.ofPlatform()
                        .daemon()
                        .name(name + "-" + number.incrementAndGet())
                        .unstarted(task));
    }

    /** @param name begins the names of its threads */
    public static IoServiceFactoryFactory factory(String name) {
        return new Nio2ServiceFactoryFactory() {
            @Override
            public Nio2ServiceFactory create(FactoryManager manager) {
                CloseableExecutorService resuming = ThreadUtils.newFixedThreadPool(
                        name + "-resume", AbstractIoServiceFactory.getNioWorkers(manager));
                try {
                    return new SshIo(name, manager, resuming);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    @Override
    public IoConnector createConnector(IoHandler handler) {
        return autowireCreatedService(new Connector(handler));
    }

    @Override
    public IoAcceptor createAcceptor(IoHandler handler) {
        return autowireCreatedService(new Nio2Acceptor(this, getFactoryManager(), handler, group, resuming));
    }

    @Override
    protected void doCloseImmediately() {
        try {
            group.shutdownNow();
        } catch (IOException e) {
            log.warn("the connections of SSH were not closed cleanly", e);
        } finally {
            super.doCloseImmediately();
        }
    }

    /**
     * Connects. The library has a thread wait for each attempt until it has an answer, of which it has as many
     * as processors: a few servers that do not answer would hold up all the others.
     */
    private final class Connector extends Nio2Connector {

        private Connector(IoHandler handler) {
            super(SshIo.this, SshIo.this.getFactoryManager(), handler, group, resuming);
        }

        @Override
        public IoConnectFuture connect(
                SocketAddress address, @Nullable AttributeRepository context, @Nullable SocketAddress from) {
            IoConnectFuture connected = new DefaultIoConnectFuture(address, null);
            try {
                AsynchronousSocketChannel socket = openAsynchronousSocketChannel(address, group);
                setSocketOptions(socket);
                connected.addListener(future -> {
                    if (!future.isConnected()) {
                        close(socket);
                    }
                });
                socket.connect(
                        address,
                        null,
                        createConnectionCompletionHandler(
                                connected, socket, context, propertyResolver, getIoHandler()));
            } catch (IOException | RuntimeException e) {
                connected.setException(e);
            }
            if (!connected.isDone()) {
                giveUp(connected);
            }
            return connected;
        }

        private void giveUp(IoConnectFuture connected) {
            Duration patience = CoreModuleProperties.IO_CONNECT_TIMEOUT.getRequired(propertyResolver);
            Future<?> deadline = SshIo.this
                    .getFactoryManager()
                    .getScheduledExecutorService()
                    .schedule(
                            () -> connected.setException(
                                    new ConnectException("no answer within " + patience.toSeconds() + " s")),
                            patience.toMillis(),
                            TimeUnit.MILLISECONDS);
            connected.addListener(done -> deadline.cancel(false));
        }

        private void close(AsynchronousSocketChannel socket) {
            try {
                socket.close();
            } catch (IOException e) {
                log.debug("a connection that did not come about was not closed cleanly", e);
            }
        }
    }
}
