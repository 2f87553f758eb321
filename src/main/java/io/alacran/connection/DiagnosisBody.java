package io.alacran.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the doctor found, as it goes over the API; of a connection or of an application's address. */
public record DiagnosisBody(boolean healthy, List<CheckBody> checks) {

    /**
     * One check.
     *
     * @param result {@code pass}, {@code fail} or {@code skipped}
     * @param hostKey the fingerprint to trust, where that is the remedy
     */
    public record CheckBody(
            String id,
            String title,
            String result,
            long tookMs,
            String found,
            @Nullable String remedy,
            @Nullable String hostKey) {}

    public static DiagnosisBody of(Diagnosis diagnosis) {
        return new DiagnosisBody(
                diagnosis.healthy(),
                diagnosis.checks().stream()
                        .map(c -> new CheckBody(
                                c.id(), c.title(), c.result().word(), c.tookMs(), c.found(), c.remedy(), c.hostKey()))
                        .toList());
    }
}
