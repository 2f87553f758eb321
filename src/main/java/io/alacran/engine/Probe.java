package io.alacran.engine;

import java.util.List;
import java.util.Map;

/**
 * A command run inside the container that succeeds (exit code 0) once the database answers over TCP to its own login.
 *
 * @param command the arguments; never a secret, since a process list shows them
 * @param environment what the command needs besides, the password among it
 */
public record Probe(List<String> command, Map<String, String> environment) {

    @Override
    public String toString() {
        return "Probe" + command;
    }
}
