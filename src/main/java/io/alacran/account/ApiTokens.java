package io.alacran.account;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Personal API tokens. Each acts as the person it belongs to; the token itself is shown once and never stored. */
public interface ApiTokens {

    /** Those of who asks, the newest first. */
    List<ApiToken> list();

    /**
     * Makes one for who asks.
     *
     * @param name what it is for, 1 to 100 characters
     * @throws io.alacran.problem.InvalidInputException when the name is missing or too long
     */
    NewToken make(@Nullable String name);

    /** Makes one for somebody else, such as the administrator that a script has just made. */
    NewToken makeFor(UserAccount owner, @Nullable String name);

    /** Takes one of who asks back, at once; a {@code NOT_FOUND} problem when there is none of that id. */
    void revoke(String id);

    /**
     * A token without its secret.
     *
     * @param hint its last characters
     * @param lastUsedAt to the minute; null when it was never used
     */
    record ApiToken(
            String id,
            String name,
            String hint,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {}

    /** A fresh token with its secret, to be shown once. */
    record NewToken(ApiToken token, String secret) {

        @Override
        public String toString() {
            return "NewToken[" + token + "]";
        }
    }
}
