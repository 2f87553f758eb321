package io.alacran.secret.internal;

import io.alacran.secret.SecretsForgotten;
import io.alacran.secret.internal.EncryptedColumns.Stored;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The way on when a key is gone for good: what no key at hand opens is forgotten, all else is kept. */
@Component
class LostKey {

    private static final Logger log = LoggerFactory.getLogger(LostKey.class);

    private final KeyRing ring;
    private final EncryptedColumns columns;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;

    LostKey(
            KeyRing ring,
            EncryptedColumns columns,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher) {
        this.ring = ring;
        this.columns = columns;
        this.transaction = transaction;
        this.publisher = publisher;
    }

    List<String> secrets() {
        return columns.all().stream()
                .filter(secret -> opened(secret).isEmpty())
                .map(Stored::words)
                .toList();
    }

    List<String> forget() {
        Key key = ring.presentOrMade();
        List<String> forgotten = Objects.requireNonNull(transaction.execute(t -> forget(key)));
        ring.repaired(key);
        log.warn("secrets - forgot {} that no key opens; the key {} encrypts now", forgotten, key.id());
        publisher.publishEvent(new SecretsForgotten(key.id(), forgotten));
        return forgotten;
    }

    private List<String> forget(Key key) {
        List<String> forgotten = new ArrayList<>();
        for (Stored secret : columns.all()) {
            Optional<String> clear = opened(secret);
            if (clear.isEmpty()) {
                columns.forget(secret);
                forgotten.add(secret.words());
            } else if (!Cipherings.opens(key, secret.owner(), secret.encrypted())) {
                columns.replace(secret, Cipherings.seal(key, secret.owner(), clear.get()));
            }
        }
        columns.setKeyId(key.id());
        return forgotten;
    }

    private Optional<String> opened(Stored secret) {
        for (Key key : ring.keys()) {
            try {
                return Optional.of(Cipherings.open(key, secret.owner(), secret.encrypted()));
            } catch (GeneralSecurityException e) {
                // Perhaps the next one
            }
        }
        return Optional.empty();
    }
}
