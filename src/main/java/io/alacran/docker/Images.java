package io.alacran.docker;

import java.util.List;
import java.util.function.Consumer;

/** Images of containers. */
public interface Images {

    /** Whether the engine has it already. */
    boolean present(String image);

    /**
     * Pulls it and waits; ends early when the thread is interrupted.
     *
     * @param progress called for every word of the engine with all layers known so far
     * @throws io.alacran.problem.ProblemException saying why it cannot be pulled
     */
    void pull(String image, Consumer<List<Layer>> progress);

    /** A layer of an image being pulled; sizes in bytes, 0 while unknown. */
    record Layer(String id, String status, long doneBytes, long totalBytes) {}
}
