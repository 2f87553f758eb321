package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.ConnectionDraft;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a named connection. Nothing is dropped silently: whatever this console cannot do yet, such as
 * {@code sshTunnel}, and whatever is misspelt, is refused by name.
 *
 * @param managedDatabase only as it is, so that what was read can be sent back
 * @param createdAt likewise; it is not looked at
 * @param others fields that are not known
 */
record ConnectionRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String client,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable String databaseName,
        @Nullable String filename,
        @Nullable String username,
        @Nullable String password,
        @Nullable Tls tls,
        @Nullable Boolean readOnly,
        @Nullable String environment,
        @Nullable String managedDatabase,
        @Nullable Pool pool,

        @JsonProperty("default") @Nullable Boolean isDefault,

        @Nullable Object createdAt,
        @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {

    /**
     * @param mode {@code disable}, {@code require} or {@code verify}
     * @param rejectUnauthorized in place of the mode: true is {@code verify}, false is {@code require}
     */
    record Tls(
            @Nullable String mode,
            @Nullable Boolean rejectUnauthorized,
            @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {

        @Nullable
        String word() {
            return mode != null || rejectUnauthorized == null ? mode : rejectUnauthorized ? "verify" : "require";
        }

        boolean contradicts() {
            return mode != null && rejectUnauthorized != null && rejectUnauthorized != mode.equals("verify");
        }
    }

    record Pool(
            @Nullable Integer min,
            @Nullable Integer max,
            @Nullable Long acquireTimeoutMillis,
            @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {}

    /**
     * @param presentDatabase the managed database that the connection leads to already; null for none
     * @throws InvalidInputException naming every field that is not supported
     */
    ConnectionDraft draft(@Nullable String presentDatabase) {
        List<FieldError> errors = new ArrayList<>();
        Stream.of(
                        unknown("", others),
                        unknown("tls.", tls == null ? null : tls.others()),
                        unknown("pool.", pool == null ? null : pool.others()))
                .flatMap(names -> names)
                .forEach(field -> errors.add(new FieldError(field, "is not supported")));
        if (tls != null && tls.contradicts()) {
            errors.add(new FieldError("tls.rejectUnauthorized", "does not go with the mode '" + tls.mode() + "'"));
        }
        if (managedDatabase != null && !managedDatabase.equals(presentDatabase)) {
            errors.add(new FieldError(
                    "managedDatabase",
                    "cannot be set: the connection of a managed database is made with the database"));
        }
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new ConnectionDraft(
                name,
                description,
                client,
                host,
                port,
                databaseName,
                filename,
                username,
                password,
                tls == null ? null : tls.word(),
                readOnly,
                environment,
                pool == null ? null : pool.min(),
                pool == null ? null : pool.max(),
                pool == null ? null : pool.acquireTimeoutMillis(),
                isDefault);
    }

    private static Stream<String> unknown(String prefix, @Nullable Map<String, @Nullable Object> others) {
        return Objects.requireNonNullElse(others, Map.<String, @Nullable Object>of()).entrySet().stream()
                .filter(field -> field.getValue() != null)
                .map(field -> prefix + field.getKey());
    }

    @Override
    public String toString() {
        return "ConnectionRequest[" + name + "]";
    }
}
