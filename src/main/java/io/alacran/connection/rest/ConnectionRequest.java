package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.alacran.connection.ConnectionDraft;
import io.alacran.connection.SshTunnelDraft;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a named connection. Nothing is dropped silently: whatever this console cannot do, and whatever is
 * misspelt, is refused by name.
 *
 * @param pool by Knex's words or HikariCP's
 * @param createdAt taken so that what was read can be sent back; it is not looked at
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
        @Nullable String schema,
        @Nullable String timezone,
        @Nullable Tls tls,
        @Nullable String initSql,
        @Nullable Boolean readOnly,
        @Nullable Long statementTimeoutMillis,
        @Nullable Long rowLimit,
        @Nullable Long slowStatementMillis,
        @Nullable Boolean slowStatementPlans,
        @Nullable Map<String, @Nullable String> properties,
        @Nullable String environment,
        @Nullable String colour,
        @Nullable List<@Nullable String> tags,
        @Nullable String managedDatabase,
        @Nullable SshTunnel sshTunnel,
        @Nullable Map<String, @Nullable Object> pool,

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
            @Nullable String caPem,
            @Nullable String certificatePem,
            @Nullable String keyPem,
            @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {

        @Nullable
        String word() {
            return mode != null || rejectUnauthorized == null ? mode : rejectUnauthorized ? "verify" : "require";
        }

        boolean contradicts() {
            return mode != null && rejectUnauthorized != null && rejectUnauthorized != mode.equals("verify");
        }
    }

    /**
     * The SSH server to go through.
     *
     * @param privateKey as text, not the name of a file
     * @param hostKey the fingerprint of the key that is trusted
     */
    record SshTunnel(
            @Nullable String host,
            @Nullable Integer port,
            @Nullable String username,
            @Nullable String password,
            @Nullable String privateKey,
            @Nullable String passphrase,
            @Nullable String hostKey,
            @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {

        SshTunnelDraft draft() {
            return new SshTunnelDraft(host, port, username, password, privateKey, passphrase, hostKey);
        }

        @Override
        public String toString() {
            return "SshTunnel[" + username + "@" + host + "]";
        }
    }

    /** @throws InvalidInputException naming every field that is not supported */
    ConnectionDraft draft() {
        List<FieldError> errors = new ArrayList<>();
        Stream.of(
                        unknown("", others),
                        unknown("tls.", tls == null ? null : tls.others()),
                        unknown("sshTunnel.", sshTunnel == null ? null : sshTunnel.others()),
                        PoolBody.unknown(pool).map(setting -> "pool." + setting))
                .flatMap(names -> names)
                .forEach(field -> errors.add(new FieldError(field, "is not supported")));
        if (tls != null && tls.contradicts()) {
            errors.add(new FieldError("tls.rejectUnauthorized", "does not go with the mode '" + tls.mode() + "'"));
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
                schema,
                timezone,
                tls == null ? null : tls.word(),
                tls == null ? null : tls.caPem(),
                tls == null ? null : tls.certificatePem(),
                tls == null ? null : tls.keyPem(),
                initSql,
                readOnly,
                statementTimeoutMillis,
                rowLimit,
                slowStatementMillis,
                slowStatementPlans,
                given(properties),
                environment,
                colour,
                tags == null ? null : tags.stream().filter(Objects::nonNull).toList(),
                managedDatabase,
                sshTunnel == null ? null : sshTunnel.draft(),
                PoolBody.draft(pool),
                isDefault);
    }

    /** What is null is not there, as in a merge patch (RFC 7396). */
    private static @Nullable Map<String, String> given(@Nullable Map<String, @Nullable String> properties) {
        if (properties == null) {
            return null;
        }
        Map<String, String> given = new LinkedHashMap<>();
        properties.forEach((name, value) -> {
            if (value != null) {
                given.put(name, value);
            }
        });
        return given;
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
