package io.alacran;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports that nobody listens on. */
public final class FreePort {

    private FreePort() {}

    /** Below the ports that the system gives to outgoing connections, one of which could take it in between. */
    public static int next() {
        for (int tried = 0; tried < 1_000; tried++) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one, then
            }
        }
        throw new AssertionError("no port between 20000 and 30000 is free");
    }
}
