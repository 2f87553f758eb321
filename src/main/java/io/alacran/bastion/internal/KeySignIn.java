package io.alacran.bastion.internal;

import java.security.PublicKey;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.jspecify.annotations.Nullable;

/**
 * Decides which keys and certificates are taken; that the client holds the private part, and that a certificate is a
 * user's, valid now and signed by the authority it names, is checked by the library around this.
 */
final class KeySignIn implements PublickeyAuthenticator {

    /** Who offered keys; what came of it is known when the session ends. */
    static final AttributeKey<String> OFFERED = new AttributeKey<>();

    private static final Set<String> HONOURED = Set.of(OpenSshCertificate.SOURCE_ADDRESS);
    private static final int MOST_PARSED = 10_000;

    private final Supplier<BastionPolicy> policy;
    private final Clock clock;
    private final ConcurrentHashMap<String, AuthorizedKey> parsed = new ConcurrentHashMap<>();

    KeySignIn(Supplier<BastionPolicy> policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public boolean authenticate(String username, PublicKey key, @Nullable ServerSession session) {
        if (session == null) {
            return false;
        }
        session.setAttribute(OFFERED, username);
        Instant now = clock.instant();
        BastionPolicy current = policy.get();
        Optional<Grant> grant = current.usable(username, now)
                .flatMap(account -> key instanceof OpenSshCertificate certificate
                        ? certified(current, account, certificate)
                        : listed(account, key, session, now));
        // The last call before a sign-in is the one for the key that is proven.
        session.removeAttribute(Grant.ATTRIBUTE);
        grant.ifPresent(g -> session.setAttribute(Grant.ATTRIBUTE, g));
        return grant.isPresent();
    }

    private Optional<Grant> listed(BastionPolicy.Account account, PublicKey key, ServerSession session, Instant now) {
        for (String line : account.publicKeys()) {
            AuthorizedKey authorized = parse(line);
            KeyOptions options = authorized.options();
            boolean fits = authorized.is(key)
                    && now.isBefore(options.expires())
                    && (options.from() == null
                            || options.from()
                                    .match(Source.address(session.getIoSession().getRemoteAddress())));
            if (fits) {
                return Optional.of(
                        new Grant(account.name(), Grant.Method.KEY, line, options.permitOpen(), options.expires()));
            }
        }
        return Optional.empty();
    }

    private Optional<Grant> certified(
            BastionPolicy current, BastionPolicy.Account account, OpenSshCertificate certificate) {
        boolean forAccount = certificate.getPrincipals() != null
                && certificate.getPrincipals().contains(account.name());
        if (!forAccount
                || certificate.getType() != OpenSshCertificate.Type.USER
                || !HONOURED.containsAll(certificate.getCriticalOptionsMap().keySet())
                || AuthorizedKey.weakness(certificate.getCertPubKey()).isPresent()) {
            return Optional.empty();
        }
        return current.userCaKeys().stream()
                .filter(line -> parse(line).is(certificate.getCaPubKey()))
                .findFirst()
                .map(line -> new Grant(
                        account.name(),
                        Grant.Method.CERTIFICATE,
                        line,
                        certificate.getExtensionsMap().containsKey("permit-port-forwarding")
                                ? Grant.ANYWHERE
                                : java.util.List.of(),
                        end(certificate)));
    }

    private static Instant end(OpenSshCertificate certificate) {
        long seconds = certificate.getValidBefore();
        return seconds == OpenSshCertificate.INFINITY || seconds < 0 || seconds > Instant.MAX.getEpochSecond()
                ? Instant.MAX
                : Instant.ofEpochSecond(seconds);
    }

    /** Lines were checked when they were given. */
    private AuthorizedKey parse(String line) {
        if (parsed.size() > MOST_PARSED) {
            parsed.clear();
        }
        return parsed.computeIfAbsent(line, AuthorizedKey::parse);
    }
}
