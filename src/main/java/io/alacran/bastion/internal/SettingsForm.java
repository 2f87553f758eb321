package io.alacran.bastion.internal;

import io.alacran.bastion.Bastion.SettingsDraft;
import io.alacran.bastion.BastionSettings;
import io.alacran.database.Databases;
import io.alacran.database.ManagedDatabase;
import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** From what a person gave to settings, or to the list of all that is wrong with them. */
@Component
class SettingsForm {

    /** Addresses, never names: a name would be resolved. */
    private static final Pattern ADDRESS = Pattern.compile("(\\d{1,3}\\.){3}\\d{1,3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private static final int MOST_CAS = 20;

    private final Databases databases;
    private final int consolePort;
    private final int usualPort;

    SettingsForm(
            Databases databases,
            @Value("${server.port}") int consolePort,
            @Value("${alacran.bastion.port}") int usualPort) {
        this.databases = databases;
        this.consolePort = consolePort;
        this.usualPort = usualPort;
    }

    BastionSettings unset() {
        return new BastionSettings(
                false, usualPort, BastionSettings.EVERYWHERE, BastionSettings.Home.EMBEDDED, List.of());
    }

    /** @param running whether the bastion itself has the port that is set now */
    BastionSettings read(
            SettingsDraft draft, BastionSettings before, boolean running, Set<BastionSettings.Home> homes) {
        List<FieldError> errors = new ArrayList<>();
        boolean enabled = draft.enabled() == null ? before.enabled() : draft.enabled();
        int port = draft.port() == null ? before.port() : draft.port();
        String address = draft.bindAddress() == null || draft.bindAddress().isBlank()
                ? before.bindAddress()
                : draft.bindAddress().strip();
        BastionSettings.Home home = before.home();
        if (draft.home() != null) {
            Optional<BastionSettings.Home> wanted =
                    BastionSettings.Home.of(draft.home()).filter(homes::contains);
            if (wanted.isEmpty()) {
                errors.add(new FieldError(
                        "home",
                        "\"" + draft.home() + "\" is not possible here; there is "
                                + homes.stream()
                                        .map(BastionSettings.Home::word)
                                        .sorted()
                                        .collect(Collectors.joining(", "))));
            }
            home = wanted.orElse(home);
        }
        boolean known = isOfThisMachine(address);
        if (!known) {
            errors.add(new FieldError(
                    "bindAddress", "\"" + address + "\" is not an address of this machine; 0.0.0.0 stands for all"));
        }
        boolean kept = running && port == before.port();
        if (port < 1 || port > 65_535) {
            errors.add(new FieldError("port", port + " is not a port; ports go from 1 to 65535"));
        } else if (enabled && known && !kept) {
            holder(port, address)
                    .ifPresent(holder -> errors.add(new FieldError("port", port + " " + holder + next(port, address))));
        }
        List<String> authorities = draft.userCaKeys() == null ? before.userCaKeys() : authorities(draft, errors);
        if (!errors.isEmpty()) {
            throw new InvalidInputException(errors);
        }
        return new BastionSettings(enabled, port, address, home, authorities);
    }

    private static List<String> authorities(SettingsDraft draft, List<FieldError> errors) {
        List<String> lines = draft.userCaKeys() == null ? List.of() : draft.userCaKeys();
        List<String> read = new ArrayList<>();
        if (lines.size() > MOST_CAS) {
            errors.add(new FieldError("userCaKeys", lines.size() + " are too many; " + MOST_CAS + " at most"));
            return read;
        }
        for (int i = 0; i < lines.size(); i++) {
            try {
                AuthorizedKey key = AuthorizedKey.parse(lines.get(i));
                if (!key.options().equals(KeyOptions.parse(""))) {
                    throw new IllegalArgumentException("has options, which an authority's key does not take here");
                }
                read.add(key.line());
            } catch (IllegalArgumentException e) {
                errors.add(new FieldError("userCaKeys[" + i + "]", String.valueOf(e.getMessage())));
            }
        }
        return read;
    }

    private Optional<String> holder(int port, String address) {
        if (port == consolePort) {
            return Optional.of("is the console's own");
        }
        try {
            for (ManagedDatabase database : databases.list()) {
                if (database.ports().stream().anyMatch(mapping -> mapping.hostPort() == port)) {
                    return Optional.of("is mapped to the database " + database.name());
                }
            }
        } catch (ProblemException engineGone) {
            // Then only what listens now is known.
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("is taken by a process on this machine");
        }
    }

    private String next(int port, String address) {
        try {
            int free = databases.freePort(port + 1, address);
            return "; the next free one is " + free;
        } catch (ProblemException engineGone) {
            return "";
        }
    }

    private static boolean isOfThisMachine(String address) {
        if (!ADDRESS.matcher(address).matches()) {
            return false;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
