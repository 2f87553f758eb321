package io.alacran.secret.internal;

import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/**
 * The keys by id: the one that encrypts, and those that only decrypt while it is being changed. A key that is not the
 * store's encrypts nothing: the console starts and says so, and everything that needs no secret works.
 */
@Component
@DependsOnDatabaseInitialization
class KeyRing {

    private static final Logger log = LoggerFactory.getLogger(KeyRing.class);

    private final Map<String, Key> all = new ConcurrentHashMap<>();
    private final KeyFiles files;
    private final boolean fromEnvironment;
    private final boolean hasPrevious;
    private volatile @Nullable Key primary;
    private volatile @Nullable String trouble;
    private volatile @Nullable Key present;

    /**
     * @param given the key as base64 from the environment; empty for the one in the data directory
     * @param previous the one before it, likewise
     */
    KeyRing(
            @Value("${alacran.home}") Path home,
            @Value("${alacran.secret.key:}") String given,
            @Value("${alacran.secret.previous-key:}") String previous,
            EncryptedColumns columns)
            throws IOException {
        files = new KeyFiles(home);
        fromEnvironment = !given.isBlank();
        hasPrevious = fromEnvironment && !previous.isBlank();
        Optional<String> stored = columns.keyId();
        Key found = fromEnvironment ? decoded("ALACRAN_SECRET_KEY", given) : fromFiles(stored, columns);
        if (hasPrevious) {
            hold(decoded("ALACRAN_SECRET_PREVIOUS_KEY", previous));
        }
        if (found != null) {
            hold(found);
        }
        present = found;
        trouble = trouble(found, stored, columns);
        if (trouble == null && found != null) {
            primary = found;
            if (stored.isEmpty() || columns.first().isEmpty()) {
                columns.setKeyId(found.id());
            }
        } else {
            log.error("secrets - {} Until then passwords can be neither used nor stored.", trouble);
        }
    }

    /** The one that encrypts. */
    Key primary() {
        Key usable = primary;
        if (usable == null) {
            throw new ProblemException(
                    Kind.CONFLICT,
                    "Secrets can be neither used nor stored: " + trouble,
                    "Put back the key that belongs to this store and start the console again. If it is lost for good:"
                            + " ./alacran cli secrets reset");
        }
        return usable;
    }

    /** The key that is here, though it may not be the store's; made where there is none. */
    synchronized Key presentOrMade() {
        Key key = present;
        if (key == null) {
            try {
                key = files.make();
            } catch (IOException e) {
                throw new ProblemException(
                        Kind.UNAVAILABLE,
                        "A new key could not be written: " + e.getMessage(),
                        "Make room in the data directory; nothing was forgotten.",
                        e);
            }
            hold(key);
            present = key;
        }
        return key;
    }

    /** All that the store has is encrypted with this key now, whatever was wrong. */
    void repaired(Key key) {
        encryptWith(key);
        trouble = null;
    }

    /** From now on this one encrypts; the others go on decrypting. */
    void encryptWith(Key key) {
        hold(key);
        present = key;
        primary = key;
    }

    /** Nothing is encrypted with it any more. */
    void forget(Key key) {
        if (!key.equals(primary)) {
            all.remove(key.id());
        }
    }

    Optional<Key> key(String id) {
        return Optional.ofNullable(all.get(id));
    }

    Collection<Key> keys() {
        return List.copyOf(all.values());
    }

    KeyFiles files() {
        return files;
    }

    boolean fromEnvironment() {
        return fromEnvironment;
    }

    /** Whether the environment names the key before the present one. */
    boolean hasPrevious() {
        return hasPrevious;
    }

    /** Why there is no usable key; null when there is. */
    @Nullable
    String trouble() {
        return trouble;
    }

    String source() {
        return fromEnvironment ? "environment" : "file";
    }

    private @Nullable Key fromFiles(Optional<String> stored, EncryptedColumns columns) throws IOException {
        Optional<Key> next = files.next();
        if (next.isPresent()
                && stored.equals(next.map(Key::id))
                && !files.present().map(Key::id).equals(stored)) {
            // The secrets were encrypted with it, and then the console ended before the files were changed.
            files.promoteNext();
            next = Optional.empty();
        }
        next.ifPresent(this::hold);
        files.previous().ifPresent(this::hold);
        Optional<Key> present = files.present();
        if (present.isEmpty() && columns.first().isEmpty()) {
            // Nothing in the store was encrypted with the key that is gone, if there ever was one
            return files.make();
        }
        return present.orElse(null);
    }

    private @Nullable String trouble(@Nullable Key found, Optional<String> stored, EncryptedColumns columns) {
        if (found == null) {
            return files.path() + " is missing, and the store has secrets that were encrypted with it.";
        }
        String where = fromEnvironment ? "ALACRAN_SECRET_KEY" : files.path().toString();
        if (columns.first().isEmpty()) {
            return null;
        }
        if (stored.isPresent()) {
            return stored.get().equals(found.id()) || (hasPrevious && all.containsKey(stored.get()))
                    ? null
                    : where + " is another key (" + found.id()
                            + ") than the one that the store's secrets were encrypted" + " with (" + stored.get()
                            + ").";
        }
        return columns.first()
                .filter(secret -> !Cipherings.opens(found, secret.owner(), secret.encrypted()))
                .map(secret -> where + " does not open the secret of " + secret.owner() + " in the store.")
                .orElse(null);
    }

    private void hold(Key key) {
        all.put(key.id(), key);
    }

    private static Key decoded(String variable, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(
                    new IOException(variable + " is not base64; make a key with: openssl rand -base64 32"));
        }
        if (bytes.length != Key.BYTES) {
            throw new UncheckedIOException(new IOException(variable + " holds " + bytes.length + " bytes, a key has "
                    + Key.BYTES + "; make one with: openssl rand -base64 32"));
        }
        return Key.of(bytes);
    }
}
