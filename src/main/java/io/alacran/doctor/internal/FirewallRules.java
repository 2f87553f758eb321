package io.alacran.doctor.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules of this machine's firewall that drop or reject, as iptables, ip6tables and nft list them; ufw's are among them.
 * They are read, never written.
 *
 * @param readable whether any of the programs may be used; most need root
 */
record FirewallRules(boolean readable, List<String> stopping) {

    private static final List<List<String>> COMMANDS = List.of(
            List.of("iptables", "-w", "1", "-S"),
            List.of("ip6tables", "-w", "1", "-S"),
            List.of("nft", "list", "ruleset"));

    private static final int SECONDS = 3;
    private static final Pattern STOPS = Pattern.compile("-j (DROP|REJECT)\\b|\\b(drop|reject)\\b");
    private static final Pattern PORTS = Pattern.compile(
            "(?:--dports?|--sports?|--ctorigdstport|dport|sport|proto-dst|ct original proto-dst)\\s+(\\{[^}]*}|\\S+)");
    private static final Pattern ADDRESSES =
            Pattern.compile("(?:(?<!\\S)-d|(?<!\\S)-s|--ctorigdst|daddr|saddr)\\s+([0-9a-fA-F.:]+(?:/\\d+)?)");

    /** Reads them now. */
    static FirewallRules read() {
        Set<String> found = new LinkedHashSet<>();
        boolean readable = false;
        for (List<String> command : COMMANDS) {
            List<String> lines = output(command);
            readable = readable || !lines.isEmpty();
            lines.stream()
                    .map(String::strip)
                    .filter(l -> STOPS.matcher(l).find())
                    .forEach(found::add);
        }
        return new FirewallRules(readable, List.copyOf(found));
    }

    /** Those that name one of the ports or addresses, and no other. */
    List<String> concerning(Set<Integer> ports, Set<String> addresses) {
        return stopping.stream()
                .filter(rule -> concerns(rule, ports, addresses))
                .toList();
    }

    private static boolean concerns(String rule, Set<Integer> ports, Set<String> addresses) {
        List<String> ruledPorts = all(PORTS, rule);
        List<String> ruledAddresses = all(ADDRESSES, rule);
        boolean port = ruledPorts.stream().anyMatch(p -> ports.stream().anyMatch(wanted -> covers(p, wanted)));
        boolean address =
                ruledAddresses.stream().anyMatch(block -> addresses.stream().anyMatch(a -> Addresses.within(a, block)));
        return (port || ruledPorts.isEmpty()) && (address || ruledAddresses.isEmpty()) && (port || address);
    }

    /** Of a port, a range or a set, such as {@code { 3306, 5432-5440 }}. */
    private static boolean covers(String ruled, int port) {
        for (String part : ruled.replaceAll("[{}\\s]", "").split(",")) {
            String[] range = part.split("[:-]");
            if (range.length > 0 && range[0].matches("\\d{1,5}")) {
                int from = Integer.parseInt(range[0]);
                int to = range.length > 1 && range[1].matches("\\d{1,5}") ? Integer.parseInt(range[1]) : from;
                if (port >= from && port <= to) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> all(Pattern pattern, String rule) {
        List<String> found = new ArrayList<>();
        Matcher matcher = pattern.matcher(rule);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    private static List<String> output(List<String> command) {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no such program here
            return List.of();
        }
        CompletableFuture<String> text = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        return "";
                    }
                },
                Thread::startVirtualThread);
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            return ended && process.exitValue() == 0
                    ? text.get(SECONDS, TimeUnit.SECONDS).lines().toList()
                    : List.of();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        } catch (Exception e) {
            return List.of();
        } finally {
            process.destroyForcibly();
        }
    }
}
