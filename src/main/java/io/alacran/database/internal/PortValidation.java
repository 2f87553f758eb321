package io.alacran.database.internal;

import io.alacran.database.PortMapping;
import io.alacran.problem.FieldError;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What is wrong with port mappings, if anything; for a port that is taken it offers the next free one. */
@Component
class PortValidation {

    /** Addresses, never names: a name would be resolved. */
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private final HostPorts hostPorts;

    PortValidation(HostPorts hostPorts) {
        this.hostPorts = hostPorts;
    }

    List<FieldError> errors(List<PortMapping> mappings, String database) {
        List<FieldError> errors = new ArrayList<>();
        List<PortMapping> seen = new ArrayList<>();
        for (int i = 0; i < mappings.size(); i++) {
            PortMapping mapping = mappings.get(i);
            String field = "ports[" + i + "]";
            Optional<String> address = addressError(mapping.bindAddress());
            address.ifPresent(e -> errors.add(new FieldError(field + ".bindAddress", e)));
            if (mapping.hostPort() < 1 || mapping.hostPort() > HostPorts.HIGHEST) {
                errors.add(new FieldError(
                        field + ".hostPort", mapping.hostPort() + " is not a port; ports go from 1 to 65535"));
            } else if (seen.stream().anyMatch(s -> same(s, mapping))) {
                errors.add(new FieldError(field + ".hostPort", mapping.hostPort() + " is there twice"));
            } else if (address.isEmpty()) {
                hostPorts
                        .holder(mapping.hostPort(), mapping.bindAddress(), database)
                        .ifPresent(holder -> errors.add(new FieldError(
                                field + ".hostPort",
                                mapping.hostPort() + " " + holder + "; the next free one is "
                                        + hostPorts.nextFree(mapping.hostPort() + 1, mapping.bindAddress()))));
            }
            seen.add(mapping);
        }
        return errors;
    }

    private static boolean same(PortMapping one, PortMapping other) {
        return one.hostPort() == other.hostPort() && HostPorts.overlap(one.bindAddress(), other.bindAddress());
    }

    private static Optional<String> addressError(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return Optional.of(
                    "\"" + address + "\" is not an IP address; use 127.0.0.1, 0.0.0.0 or one of this machine's");
        }
        try {
            InetAddress parsed = InetAddress.getByName(address);
            boolean own = parsed.isAnyLocalAddress()
                    || parsed.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(parsed) != null;
            return own ? Optional.empty() : Optional.of(address + " is not an address of this machine");
        } catch (UnknownHostException | SocketException e) {
            return Optional.of("\"" + address + "\" is not an IP address");
        }
    }
}
