package io.alacran.ssh;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.core.CoreModuleProperties;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Makes tunnels. They share one client, whose threads begin with the first tunnel; it reads no file of the user that the
 * console runs as: no keys, no known hosts, no configuration, no agent.
 */
@Component
public class SshTunnels {

    private static final AttributeKey<HostKeyGuard> GUARD = new AttributeKey<>();

    /** How often the server is asked whether it is still there. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** So many questions without an answer end the session. */
    private static final int UNANSWERED = 3;

    private @Nullable SshClient client;
    private boolean ended;

    /**
     * A tunnel that is not open yet.
     *
     * @param host of the database, as the SSH server knows it
     */
    public SshTunnel to(JumpHost jump, String host, int port) {
        return new SshTunnel(this, jump, host, port);
    }

    ConnectFuture connect(String username, InetSocketAddress place, HostKeyGuard guard) throws IOException {
        return client().connect(username, place, AttributeRepository.ofKeyValuePair(GUARD, guard), null);
    }

    private synchronized SshClient client() throws IOException {
        if (ended) {
            throw new IOException("the console is shutting down");
        }
        SshClient present = client;
        if (present == null) {
            present = made();
            present.start();
            client = present;
        }
        return present;
    }

    private static SshClient made() {
        SshClient made = SshClient.setUpDefaultClient();
        made.setIoServiceFactoryFactory(SshIo.factory("ssh-tunnel-io"));
        made.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        made.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        made.setUserAuthFactories(
                List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE, new KeyboardSignIn()));
        made.setPasswordAuthenticationReporter(KeyboardSignIn.REPORTER);
        made.setServerKeyVerifier((session, address, key) -> guard(session).takes(key));
        // Of those that hold against quantum computers first the one that takes least time, as the bastion has it
        made.setKeyExchangeFactories(made.getKeyExchangeFactories().stream()
                .sorted(Comparator.comparingInt(e -> e.getName().startsWith("mlkem768x25519") ? 0 : 1))
                .toList());
        // Which of its keys a server shows is decided by this order; another order would look like a changed key
        List<NamedFactory<Signature>> signatures = made.getSignatureFactories().stream()
                .filter(s -> !s.getName().contains("cert"))
                .sorted(Comparator.comparingInt(s -> s.getName().contains("ed25519") ? 0 : 1))
                .toList();
        made.setSignatureFactories(signatures);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(made, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(made, UNANSWERED);
        CoreModuleProperties.PASSWORD_PROMPTS.set(made, 1);
        CoreModuleProperties.IDLE_TIMEOUT.set(made, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(made, Duration.ZERO);
        CoreModuleProperties.SOCKET_KEEPALIVE.set(made, true);
        CoreModuleProperties.TCP_NODELAY.set(made, true);
        return made;
    }

    private static HostKeyGuard guard(ClientSession session) {
        HostKeyGuard guard = session.getConnectionContext().getAttribute(GUARD);
        if (guard == null) {
            throw new IllegalStateException("a session that nobody watches");
        }
        return guard;
    }

    /** Ends all sessions. */
    @PreDestroy
    public synchronized void close() {
        ended = true;
        if (client != null) {
            client.stop();
            client = null;
        }
    }
}
