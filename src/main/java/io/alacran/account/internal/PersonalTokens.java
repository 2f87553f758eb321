package io.alacran.account.internal;

import io.alacran.account.AccountEvent;
import io.alacran.account.ApiTokens;
import io.alacran.account.CurrentUser;
import io.alacran.account.UserAccount;
import io.alacran.account.Users;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@link ApiTokens} over rows of {@code api_token}. A random 256-bit token needs no slow hash. */
@Component
class PersonalTokens implements ApiTokens {

    /** Lets scanners of leaked secrets recognise one. */
    static final String PREFIX = "alc_";

    private static final int LONGEST_NAME = 100;
    private static final Duration LAST_USED_PRECISION = Duration.ofMinutes(1);

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final AccountStore accounts;
    private final Users users;
    private final CurrentUser asking;
    private final ApplicationEventPublisher events;

    PersonalTokens(
            JdbcClient jdbc, AccountStore accounts, Users users, CurrentUser asking, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.users = users;
        this.asking = asking;
        this.events = events;
    }

    @Override
    public List<ApiToken> list() {
        return jdbc.sql("select * from api_token where user_id = ? order by created_at desc, id")
                .param(users.current().id())
                .query(PersonalTokens::read)
                .list();
    }

    @Override
    public NewToken make(@Nullable String name) {
        return makeFor(users.current(), name);
    }

    @Override
    public NewToken makeFor(UserAccount owner, @Nullable String name) {
        String label = name == null ? "" : name.strip();
        if (label.isEmpty() || label.length() > LONGEST_NAME || label.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidInputException(
                    "name", "is needed and says what the token is for, in 1 to " + LONGEST_NAME + " characters");
        }
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        ApiToken made = new ApiToken(
                UUID.randomUUID().toString(),
                label,
                secret.substring(secret.length() - 4),
                Instant.now().truncatedTo(ChronoUnit.MILLIS),
                null);
        jdbc.sql("insert into api_token (id, user_id, name, token_hash, hint, created_at) values (?, ?, ?, ?, ?, ?)")
                .params(
                        made.id(),
                        owner.id(),
                        label,
                        hash(secret),
                        made.hint(),
                        made.createdAt().atOffset(ZoneOffset.UTC))
                .update();
        events.publishEvent(new AccountEvent.TokenMade(owner.username(), asking.source(), label));
        return new NewToken(made, secret);
    }

    @Override
    public void revoke(String id) {
        UserAccount owner = users.current();
        ApiToken token = list().stream()
                .filter(t -> t.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        ProblemException.Kind.NOT_FOUND, "You have no API token with the id " + id + "."));
        jdbc.sql("delete from api_token where id = ?").param(id).update();
        events.publishEvent(new AccountEvent.TokenRevoked(owner.username(), asking.source(), token.name()));
    }

    /** Whose token it is; empty for one that does not exist or was revoked. */
    Optional<UserAccount> owner(String secret) {
        record Found(String id, String userId, @Nullable OffsetDateTime lastUsed) {}
        Optional<Found> found = jdbc.sql("select id, user_id, last_used_at from api_token where token_hash = ?")
                .param(hash(secret))
                .query((row, number) -> new Found(
                        row.getString("id"),
                        row.getString("user_id"),
                        row.getObject("last_used_at", OffsetDateTime.class)))
                .optional();
        found.ifPresent(token -> noteUse(token.id(), token.lastUsed()));
        return found.flatMap(token -> accounts.byId(token.userId()));
    }

    /** To the minute only, so that a busy script does not write a row at each call. */
    private void noteUse(String id, @Nullable OffsetDateTime lastUsed) {
        Instant now = Instant.now();
        if (lastUsed == null || lastUsed.toInstant().plus(LAST_USED_PRECISION).isBefore(now)) {
            jdbc.sql("update api_token set last_used_at = ? where id = ?")
                    .params(now.atOffset(ZoneOffset.UTC), id)
                    .update();
        }
    }

    private static String hash(String secret) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-256", e);
        }
    }

    private static ApiToken read(ResultSet row, int number) throws SQLException {
        OffsetDateTime used = row.getObject("last_used_at", OffsetDateTime.class);
        return new ApiToken(
                row.getString("id"),
                row.getString("name"),
                row.getString("hint"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                used == null ? null : used.toInstant());
    }
}
