package io.alacran.connection.internal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The console's own store where that is a PostgreSQL: whoever may query databases is not to query that one. */
@Component
class OwnStore {

    private static final int USUAL_PORT = 5432;
    private static final Pattern POSTGRES =
            Pattern.compile("jdbc:postgresql://(\\[[^]]+]|[^:/?]+)(?::(\\d+))?/([^?]*).*");

    private final @Nullable MatchResult url;

    OwnStore(@Value("${spring.datasource.url:}") String url) {
        Matcher matcher = POSTGRES.matcher(url);
        this.url = matcher.matches() ? matcher.toMatchResult() : null;
    }

    /** Why a server may not be connected to; empty when it is another one, or another database of it. */
    Optional<String> refusal(String host, int port, String databaseName) {
        if (url == null || port != port(url) || !databaseName.equals(url.group(3)) || !isSameHost(url.group(1), host)) {
            return Optional.empty();
        }
        return Optional.of("'" + databaseName + "' at " + host + ":" + port + " is the console's own store");
    }

    private static int port(MatchResult url) {
        return url.group(2) == null ? USUAL_PORT : Integer.parseInt(url.group(2));
    }

    private static boolean isSameHost(String store, String host) {
        String own = store.replaceAll("[\\[\\]]", "");
        if (own.equalsIgnoreCase(host)) {
            return true;
        }
        try {
            List<InetAddress> addresses = List.of(InetAddress.getAllByName(own));
            return Arrays.stream(InetAddress.getAllByName(host))
                    .anyMatch(a -> addresses.contains(a)
                            || (a.isLoopbackAddress() && addresses.stream().anyMatch(InetAddress::isLoopbackAddress)));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
