package io.alacran.secret.internal;

import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import io.alacran.secret.SecretKeyRotated;
import io.alacran.secret.SecretKeys;
import io.alacran.secret.Secrets;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Changes the key. The new one is on disk before anything is encrypted with it, the old one until the next start: whenever
 * the console ends in between, the store says with which key its secrets are, and both are there.
 */
@Service
class KeyRotation implements SecretKeys {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final KeyRing ring;
    private final LostKey lost;
    private final Secrets secrets;
    private final EncryptedColumns columns;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher publisher;

    KeyRotation(
            KeyRing ring,
            LostKey lost,
            Secrets secrets,
            EncryptedColumns columns,
            TransactionTemplate transaction,
            ApplicationEventPublisher publisher) {
        this.ring = ring;
        this.lost = lost;
        this.secrets = secrets;
        this.columns = columns;
        this.transaction = transaction;
        this.publisher = publisher;
    }

    @Override
    public Status status() {
        String trouble = ring.trouble();
        return new Status(trouble == null ? ring.primary().id() : null, ring.source(), trouble);
    }

    @Override
    public synchronized int rotate() {
        Key old = ring.primary();
        if (ring.fromEnvironment()) {
            requirePrevious();
            return told(encryptAnew());
        }
        try {
            ring.encryptWith(ring.files().makeNext());
            int changed;
            try {
                changed = encryptAnew();
            } catch (RuntimeException e) {
                // The next key stays: something may have been encrypted with it meanwhile.
                ring.encryptWith(old);
                throw e;
            }
            ring.files().promoteNext();
            // What was encrypted with the old key just before and stored just after.
            encryptAnew();
            return told(changed);
        } catch (IOException e) {
            throw new ProblemException(
                    Kind.UNAVAILABLE,
                    "The key could not be written: " + e.getMessage(),
                    "Make room in the data directory and start the console again; no secret is lost.",
                    e);
        }
    }

    @Override
    public List<String> lost() {
        return lost.secrets();
    }

    @Override
    public synchronized List<String> forgetLost() {
        return lost.forget();
    }

    /** After the start nothing is under way that was encrypted with the key before. */
    @EventListener(ApplicationReadyEvent.class)
    void forgetPrevious() throws IOException {
        Optional<Key> previous = ring.files().previous();
        if (ring.trouble() == null && !ring.fromEnvironment() && previous.isPresent()) {
            encryptAnew();
            ring.files().forgetPrevious();
            ring.forget(previous.get());
        }
    }

    private int told(int changed) {
        String id = ring.primary().id();
        log.info("secrets - {} are encrypted with the key {} now", changed, id);
        publisher.publishEvent(new SecretKeyRotated(id, changed));
        return changed;
    }

    /** All that are not under the present key; of several failures none changes anything. */
    private int encryptAnew() {
        String id = ring.primary().id();
        return Objects.requireNonNull(transaction.execute(t -> {
            int changed = 0;
            for (EncryptedColumns.Stored secret : columns.all()) {
                if (!isUnder(id, secret.encrypted())) {
                    String clear = secrets.decrypt(secret.owner(), secret.encrypted());
                    columns.replace(secret, secrets.encrypt(secret.owner(), clear));
                    changed++;
                }
            }
            columns.setKeyId(id);
            return changed;
        }));
    }

    private static boolean isUnder(String id, String encrypted) {
        try {
            return Cipherings.keyId(encrypted).equals(id);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private void requirePrevious() {
        if (!ring.hasPrevious()) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "The key comes from ALACRAN_SECRET_KEY, which the console cannot change.",
                    "Start it with the new key as ALACRAN_SECRET_KEY and the present one as ALACRAN_SECRET_PREVIOUS_KEY,"
                            + " then rotate.");
        }
    }
}
