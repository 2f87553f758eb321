package io.alacran.secret;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The key that stored secrets are encrypted with. */
public interface SecretKeys {

    /** How it stands. */
    Status status();

    /**
     * Makes a new key and encrypts every stored secret anew, all or none of them.
     *
     * @return how many secrets
     * @throws io.alacran.problem.ProblemException {@code CONFLICT} when the key is missing or wrong, cannot be changed here,
     *     or a secret cannot be decrypted, naming it
     */
    int rotate();

    /**
     * The stored secrets that no key at hand opens, in words, such as {@code password of the connection reports}: those
     * that {@link #forgetLost} would forget.
     */
    List<String> lost();

    /**
     * Goes on without a key that is lost: forgets the secrets that no key at hand opens, and those only. A key is made only
     * where there is none. From then on secrets can be stored again.
     *
     * @return what was forgotten, in words
     * @throws io.alacran.problem.ProblemException {@code UNAVAILABLE} when the new key cannot be written; nothing is
     *     forgotten then
     */
    List<String> forgetLost();

    /**
     * How it stands.
     *
     * @param keyId the first characters of the key's SHA-256; null while there is no usable key
     * @param source {@code file} or {@code environment}
     * @param trouble why there is no usable key; null when there is
     */
    record Status(
            @Nullable String keyId, String source, @Nullable String trouble) {}
}
