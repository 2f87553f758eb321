package io.alacran.workbench.internal;

import io.alacran.workbench.ReadProof;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ReadProof} said of the texts that were asked for last, and which of them a server refused as writes all the
 * same. Texts are known by their digest, so that the memory is bounded whatever their size.
 */
final class ReadProofs {

    private static final int MOST = 4_000;
    /** What a view calls may change. */
    private static final long REFUSED_FOR = TimeUnit.MINUTES.toNanos(10);

    /** @param until by {@link System#nanoTime()}, when it was a server that found out; null for ever */
    private record Known(Optional<String> doubt, @Nullable Long until) {}

    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    };

    /** As {@link ReadProof#doubt}. */
    Optional<String> doubt(String statement, String client) {
        String key = key(statement, client);
        synchronized (known) {
            Known before = known.get(key);
            if (before != null && (before.until() == null || System.nanoTime() - before.until() < 0)) {
                return before.doubt();
            }
        }
        Optional<String> doubt = ReadProof.doubt(statement, client);
        keep(key, new Known(doubt, null));
        return doubt;
    }

    /** A server refused a statement that seemed to only read: for some minutes it is doubtful. */
    void refused(String statement, String client, String doubt) {
        keep(key(statement, client), new Known(Optional.of(doubt), System.nanoTime() + REFUSED_FOR));
    }

    private void keep(String key, Known now) {
        synchronized (known) {
            known.put(key, now);
        }
    }

    private static String key(String statement, String client) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(statement.getBytes(StandardCharsets.UTF_8));
            return client + " " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }
}
