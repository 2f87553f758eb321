package io.alacran.e2e;

import java.util.Map;

/** The image of console and bastion, built from the packaged console as a person builds it. */
final class ConsoleImage {

    private static final String NAME = "alacran:test";
    private static boolean built;

    private ConsoleImage() {}

    /** Its name; it is built once for all tests. */
    static synchronized String built() {
        if (!built) {
            Shell.run(Map.of("JAVA_HOME", System.getProperty("java.home")), "docker/build.sh", NAME)
                    .orFail();
            built = true;
        }
        return NAME;
    }
}
