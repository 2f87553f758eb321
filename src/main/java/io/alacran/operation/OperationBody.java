package io.alacran.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An operation as it goes over the API. */
public record OperationBody(
        String id,
        String kind,
        String target,
        String state,
        double progress,
        List<StepBody> steps,
        @Nullable String outcome,
        @Nullable String remedy,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long tookMs) {

    /** One step. */
    public record StepBody(
            String name,
            String state,
            double progress,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String message,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Operation.Part> parts) {}

    /** From the feature's own record. */
    public static OperationBody of(Operation o) {
        return new OperationBody(
                o.id(),
                o.kind(),
                o.target(),
                o.state().word(),
                Math.round(o.progress() * 1000) / 1000.0,
                o.steps().stream()
                        .map(s -> new StepBody(
                                s.name(),
                                s.state().word(),
                                Math.round(s.progress() * 1000) / 1000.0,
                                s.startedAt(),
                                s.endedAt(),
                                s.message(),
                                s.parts()))
                        .toList(),
                o.outcome(),
                o.remedy(),
                o.startedBy(),
                o.startedAt(),
                o.endedAt(),
                o.endedAt() == null
                        ? null
                        : Duration.between(o.startedAt(), o.endedAt()).toMillis());
    }
}
