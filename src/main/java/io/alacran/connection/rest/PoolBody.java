package io.alacran.connection.rest;

import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The settings of a pool as they go over the API: what was asked, what takes effect of it, and why where it differs. */
final class PoolBody {

    /** What the API adds to the settings; sent back, it is not looked at. */
    private static final Set<String> ADDED = Set.of("effective", "notes");

    private PoolBody() {}

    /**
     * What becomes of one setting.
     *
     * @param effect {@code takes-effect}, {@code adjusted} or {@code no-counterpart}
     * @param because empty when there is nothing to say
     */
    record NoteBody(
            String setting,
            @Nullable Object asked,
            String effect,
            @Nullable Object effective,
            String because) {}

    static Map<String, Object> of(PoolSettings settings, String client) {
        PoolPlan plan = PoolPlan.of(settings, client);
        Map<String, Object> body = new LinkedHashMap<>(settings.words());
        body.put("effective", plan.effective());
        body.put("notes", notes(settings, plan));
        return body;
    }

    static List<NoteBody> notes(PoolSettings settings, PoolPlan plan) {
        return plan.notes().stream()
                .map(n -> new NoteBody(
                        n.setting().word(),
                        settings.get(n.setting()),
                        n.effect().word(),
                        n.value(),
                        n.because()))
                .toList();
    }

    static PoolDraft draft(@Nullable Map<String, @Nullable Object> asked) {
        if (asked == null) {
            return PoolDraft.NONE;
        }
        Map<String, @Nullable Object> settings = new LinkedHashMap<>(asked);
        settings.keySet().removeAll(ADDED);
        return new PoolDraft(settings);
    }

    /** Names that stand for nothing here. */
    static Stream<String> unknown(@Nullable Map<String, @Nullable Object> asked) {
        return draft(asked).asked().entrySet().stream()
                .filter(s -> s.getValue() != null && PoolSetting.of(s.getKey()).isEmpty())
                .map(Map.Entry::getKey);
    }
}
