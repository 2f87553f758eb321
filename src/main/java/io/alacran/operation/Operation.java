package io.alacran.operation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work that takes longer than a moment, as it stands now.
 *
 * @param id opaque and unique
 * @param kind what is done, such as {@code deploy}
 * @param target to what, a managed database's name
 * @param state how it stands
 * @param progress from 0 to 1
 * @param steps in order
 * @param outcome what came of it in one sentence; null while it runs
 * @param remedy what to do next when it failed
 * @param startedBy who asked for it
 */
public record Operation(
        String id,
        String kind,
        String target,
        State state,
        double progress,
        List<Step> steps,
        @Nullable String outcome,
        @Nullable String remedy,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt) {

    /** How an operation or one of its steps stands. */
    public enum State {
        PENDING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        ROLLED_BACK;

        /** The word used over the API and in the store, such as {@code rolled-back}. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * One step.
     *
     * @param name what it does, such as {@code Pull postgres:18}
     * @param message the newest word on it; null when there is none
     * @param parts finer progress, such as an image's layers; empty for most steps
     */
    public record Step(
            String name,
            State state,
            double progress,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String message,
            List<Part> parts) {}

    /** A part of a step with progress of its own, such as a layer of an image; sizes in bytes, 0 when unknown. */
    public record Part(String name, String status, long doneBytes, long totalBytes) {}

    /** What it is, for people, such as {@code Change the ports of shop}. */
    public String title() {
        String what = switch (kind) {
            case "ports" -> "Change the ports of ";
            case "rotate-password" -> "Rotate the password of ";
            case "recover" -> "See to ";
            default -> Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + " ";
        };
        return what + target;
    }

    /** Whether it can be cancelled while it runs: only what undoes all of itself. */
    public boolean cancellable() {
        return !ended() && kind.equals("deploy");
    }

    /** Whether it will change no more. */
    public boolean ended() {
        return state != State.PENDING && state != State.RUNNING;
    }
}
