package io.alacran.bastion.internal;

import io.alacran.bastion.BastionAccounts.Draft;
import io.alacran.database.Databases;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.secret.PasswordHash;
import io.alacran.secret.Passwords;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From what a person gave to an account, or to the list of all that is wrong with it. */
@Component
class AccountForm {

    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final int MOST_KEYS = 50;

    private final Databases databases;
    private final BastionStore store;

    AccountForm(Databases databases, BastionStore store) {
        this.databases = databases;
        this.store = store;
    }

    /** @param before what is changed; null for a new account */
    BastionPolicy.Account read(Draft draft, BastionPolicy.@Nullable Account before) {
        List<FieldError> errors = new ArrayList<>();
        String name = before == null ? name(draft.name(), errors) : before.name();
        String hash = hash(draft.password(), name, before, errors);
        List<String> keys = keys(draft.publicKeys(), before, errors);
        List<String> allowed = allowed(draft.databases(), before, errors);
        Instant expires = expires(draft.expiresAt(), before, errors);
        boolean enabled = draft.enabled() == null ? before == null || before.enabled() : draft.enabled();
        boolean byCertificate =
                store.settings().filter(s -> !s.userCaKeys().isEmpty()).isPresent();
        if (errors.isEmpty() && hash == null && keys.isEmpty() && !byCertificate) {
            errors.add(new FieldError("publicKeys", "give a public key or a password, or nobody can sign in"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new BastionPolicy.Account(name, hash, keys, allowed, expires, enabled);
    }

    private static String name(@Nullable String given, List<FieldError> errors) {
        String name = given == null ? "" : given.strip();
        if (!NAME.matcher(name).matches()) {
            errors.add(new FieldError(
                    "name",
                    name.isEmpty()
                            ? "is needed, such as dev"
                            : "\"" + name
                                    + "\" is not possible; 1 to 64 letters, digits, and . _ @ - after the first"));
        }
        return name;
    }

    private static @Nullable String hash(
            @Nullable String password, String name, BastionPolicy.@Nullable Account before, List<FieldError> errors) {
        if (password == null) {
            return before == null ? null : before.passwordHash();
        }
        if (password.isEmpty()) {
            return null;
        }
        var refusal = Passwords.refusal(password, name, "alacran", "bastion");
        refusal.ifPresent(why -> errors.add(new FieldError("password", "it " + why)));
        return refusal.isPresent() ? null : PasswordHash.of(password);
    }

    private static List<String> keys(
            @Nullable List<String> lines, BastionPolicy.@Nullable Account before, List<FieldError> errors) {
        if (lines == null) {
            return before == null ? List.of() : before.publicKeys();
        }
        if (lines.size() > MOST_KEYS) {
            errors.add(new FieldError("publicKeys", lines.size() + " keys are too many; " + MOST_KEYS + " at most"));
            return List.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            try {
                keys.add(AuthorizedKey.parse(lines.get(i)).line());
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("publicKeys[" + i + "]", String.valueOf(e.getMessage())));
            }
        }
        return List.copyOf(keys);
    }

    private List<String> allowed(
            @Nullable List<String> names, BastionPolicy.@Nullable Account before, List<FieldError> errors) {
        if (names == null) {
            return before == null ? List.of(BastionPolicy.ALL) : before.databases();
        }
        if (names.contains(BastionPolicy.ALL)) {
            return List.of(BastionPolicy.ALL);
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            boolean kept = before != null && before.databases().contains(name);
            if (!kept && databases.find(name).isEmpty()) {
                errors.add(new FieldError(
                        "databases[" + i + "]", "\"" + name + "\" is not a database; give its name, or * for all"));
            }
        }
        return List.copyOf(new LinkedHashSet<>(names));
    }

    private static @Nullable Instant expires(
            @Nullable String text, BastionPolicy.@Nullable Account before, List<FieldError> errors) {
        if (text == null) {
            return before == null ? null : before.expiresAt();
        }
        if (text.isBlank()) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text.strip()).toInstant();
        } catch (DateTimeException e) {
            errors.add(new FieldError(
                    "expiresAt", "\"" + text + "\" is not a time with a zone, such as 2030-12-31T18:00:00Z"));
            return null;
        }
    }
}
