package io.alacran;

import io.alacran.docker.DockerEngine;
import io.alacran.docker.EngineStatus;
import io.alacran.docker.SharedNetwork;
import org.jspecify.annotations.Nullable;

/** An engine that answers what a test wants it to. */
public class FakeEngine implements DockerEngine, SharedNetwork {

    private static final String HOST = "unix:///var/run/docker.sock";

    private EngineStatus status = up();
    private @Nullable Kind kind;

    public static EngineStatus up() {
        return new EngineStatus(true, HOST, "20.10.24", "1.41", "Debian", false, 2, null, null);
    }

    public static EngineStatus down() {
        return new EngineStatus(
                false, HOST, null, null, null, false, 0, "Nothing listens on " + HOST + ".", "Start the engine.");
    }

    public void answer(EngineStatus answered) {
        status = answered;
        kind = null;
    }

    @Override
    public EngineStatus status() {
        return status;
    }

    @Override
    public String name() {
        return "alacran-overlay-network";
    }

    @Override
    public @Nullable Kind kind() {
        return kind;
    }

    @Override
    public Kind ensure(Kind wanted) {
        kind = kind == null ? wanted : kind;
        return kind;
    }

    @Override
    public Kind ensure() {
        return ensure(Kind.BRIDGE);
    }
}
