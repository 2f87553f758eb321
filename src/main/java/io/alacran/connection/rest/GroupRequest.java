package io.alacran.connection.rest;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.alacran.connection.GroupDraft;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks of a group.
 *
 * @param client taken so that what was read can be sent back; it is that of the members
 * @param createdAt likewise; it is not looked at
 * @param others fields that are not known
 */
record GroupRequest(
        @Nullable String name,
        @Nullable String environment,
        @Nullable String description,
        @Nullable String client,
        @Nullable String primary,
        @Nullable List<GroupDraft.@Nullable Replica> replicas,
        @Nullable String balance,
        @Nullable Long maxLagMs,
        @Nullable Long stickyMs,
        @Nullable List<String> fallback,
        @Nullable Object createdAt,
        @JsonAnySetter @Nullable Map<String, @Nullable Object> others) {

    /** @throws InvalidInputException naming every field that is not supported */
    GroupDraft draft() {
        List<FieldError> unknown =
                Objects.requireNonNullElse(others, Map.<String, @Nullable Object>of()).entrySet().stream()
                        .filter(field -> field.getValue() != null)
                        .map(field -> new FieldError(field.getKey(), "is not supported"))
                        .toList();
        if (!unknown.isEmpty()) {
            throw new InvalidInputException(unknown);
        }
        List<GroupDraft.Replica> given = replicas == null
                ? null
                : replicas.stream()
                        .map(r -> Objects.requireNonNullElse(r, new GroupDraft.Replica(null, null)))
                        .toList();
        return new GroupDraft(name, environment, description, primary, given, balance, maxLagMs, stickyMs, fallback);
    }
}
