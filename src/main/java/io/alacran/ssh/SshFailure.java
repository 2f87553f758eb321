package io.alacran.ssh;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Why a tunnel cannot be opened: how far it came, what was found, and what to do about it. */
public class SshFailure extends IOException {

    /** The steps to a tunnel, in order. */
    public enum Stage {
        /** The SSH server's name leads to an address that may be used, and an SSH server answers there. */
        CONNECT,
        /** It shows the key that somebody trusted. */
        HOST_KEY,
        /** It lets the user in. */
        SIGN_IN,
        /** It connects to the database. */
        FORWARD
    }

    private final Stage stage;
    private final String found;
    private final String remedy;
    private final boolean passing;
    private final @Nullable String offered;
    private final long nanoTime = System.nanoTime();

    private SshFailure(
            Stage stage,
            String found,
            String remedy,
            boolean passing,
            @Nullable String offered,
            @Nullable Throwable cause) {
        super(found, cause);
        this.stage = stage;
        this.found = found;
        this.remedy = remedy;
        this.passing = passing;
        this.offered = offered;
    }

    /** One that may be over in a moment. */
    static SshFailure passing(Stage stage, String found, String remedy, Throwable cause) {
        return new SshFailure(stage, found, remedy, true, null, cause);
    }

    /** One that stays until somebody does something. */
    static SshFailure lasting(Stage stage, String found, String remedy, @Nullable Throwable cause) {
        return new SshFailure(stage, found, remedy, false, null, cause);
    }

    /** The server's key is not the one that was trusted. */
    static SshFailure hostKey(JumpHost jump, String shown, String type) {
        String trusted = jump.hostKey();
        if (trusted == null) {
            return new SshFailure(
                    Stage.HOST_KEY,
                    "The host key of " + jump.host() + " is not yet accepted: " + shown + " (" + type + ").",
                    "Compare it with what that server says of itself: ssh-keygen -lf /etc/ssh/ssh_host_"
                            + (type.contains("ed25519") ? "ed25519" : type.contains("rsa") ? "rsa" : "ecdsa")
                            + "_key.pub. If it is the same, trust it in the connection's form, or set"
                            + " sshTunnel.hostKey to it.",
                    false,
                    shown,
                    null);
        }
        return new SshFailure(
                Stage.HOST_KEY,
                "The host key of " + jump.host() + " has changed: it shows " + shown + " (" + type + "), and " + trusted
                        + " was accepted.",
                "Somebody may be in the middle; nothing was sent. Ask who runs " + jump.host()
                        + " whether it has a new key. Only if so, put the new fingerprint in place of the old one in"
                        + " the connection (sshTunnel.hostKey).",
                false,
                null,
                null);
    }

    public Stage stage() {
        return stage;
    }

    /** What was found, in a sentence. */
    public String found() {
        return found;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** Whether trying again a little later may do. */
    public boolean passing() {
        return passing;
    }

    /** When it was, by {@link System#nanoTime()}. */
    public long nanoTime() {
        return nanoTime;
    }

    /** The fingerprint to trust, where nobody has trusted one yet; null for every other failure. */
    public @Nullable String offered() {
        return offered;
    }
}
