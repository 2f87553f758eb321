package io.alacran.docker;

/** The Docker engine as a whole. */
public interface DockerEngine {

    /** Asks the engine now; never throws, takes at most a few seconds when nothing answers. */
    EngineStatus status();
}
