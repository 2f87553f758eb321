package io.alacran.cli;

import io.alacran.cli.internal.Failure;
import io.alacran.cli.internal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A host port as it is written here, {@code 12345} or {@code 12345:0.0.0.0}, and as it goes over the API. */
record PortMapping(int hostPort, String bindAddress) {

    static final String HELP = "A port of the host, at 127.0.0.1 unless an address is given, as in 12345:0.0.0.0.";

    private static final String LOOPBACK = "127.0.0.1";

    static List<PortMapping> all(@Nullable List<String> texts, Terminal terminal) {
        List<PortMapping> all =
                texts == null ? List.of() : texts.stream().map(PortMapping::of).toList();
        for (PortMapping mapping : all) {
            if (!mapping.bindAddress.startsWith("127.") && !mapping.bindAddress.equals("::1")) {
                terminal.note("Port " + mapping.hostPort + " will be open to other machines at " + mapping.bindAddress
                        + ": Docker lets it past ufw and its like.");
            }
        }
        return all;
    }

    private static PortMapping of(String text) {
        int colon = text.indexOf(':');
        String port = colon < 0 ? text : text.substring(0, colon);
        // IPv6 addresses may come in brackets, as they do in URLs.
        String bind = colon < 0 ? LOOPBACK : text.substring(colon + 1).replaceAll("^\\[|]$", "");
        if (!port.matches("\\d{1,9}") || bind.isBlank()) {
            throw Failure.usage("\"" + text + "\" is no port mapping; write 12345 or 12345:0.0.0.0.");
        }
        return new PortMapping(Integer.parseInt(port), bind);
    }
}
