package io.alacran.docker;

import io.alacran.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** No Docker engine answers, or it refuses the console; the remedy says how to mend it. */
public class DockerUnavailableException extends ProblemException {

    public DockerUnavailableException(String message, @Nullable String remedy, @Nullable Throwable cause) {
        super(Kind.UNAVAILABLE, message, remedy, cause);
    }
}
