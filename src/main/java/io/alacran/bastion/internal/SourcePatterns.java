package io.alacran.bastion.internal;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.sshd.common.net.InetAddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Addresses as in {@code from="10.0.0.0/8,192.168.1.*,!10.1.2.3"}. Names are not looked up, so they are refused: a look-up
 * of an address's name is answered by whoever owns the address.
 */
final class SourcePatterns {

    private static final Pattern WILDCARD = Pattern.compile("[0-9a-fA-F:.*?]+");

    private record One(
            boolean negated,
            @Nullable InetAddressRange range,
            @Nullable Pattern pattern) {

        boolean matches(InetAddress address) {
            if (range != null) {
                return range.contains(address);
            }
            return pattern != null
                    && pattern.matcher(address.getHostAddress().replaceFirst("%.*", ""))
                            .matches();
        }
    }

    private final List<One> all = new ArrayList<>();

    static SourcePatterns parse(String list) {
        SourcePatterns patterns = new SourcePatterns();
        for (String item : list.split(",", -1)) {
            String text = item.strip();
            boolean negated = text.startsWith("!");
            patterns.all.add(one(negated, negated ? text.substring(1) : text));
        }
        return patterns;
    }

    private static One one(boolean negated, String text) {
        try {
            if (text.contains("/")) {
                return new One(negated, InetAddressRange.fromCIDR(text), null);
            }
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("has from=\"" + text + "\", which is no address range", e);
        }
        if (!WILDCARD.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "has from=\"" + text + "\"; addresses are expected, such as 10.0.0.0/8 or 192.168.1.*");
        }
        String regex = text.replace(".", "\\.").replace("*", ".*").replace("?", ".");
        return new One(negated, null, Pattern.compile(regex, Pattern.CASE_INSENSITIVE));
    }

    /** A pattern with {@code !} that matches excludes, whatever the others say. */
    boolean match(@Nullable InetAddress address) {
        if (address == null || all.stream().anyMatch(p -> p.negated() && p.matches(address))) {
            return false;
        }
        return all.stream().anyMatch(p -> !p.negated() && p.matches(address));
    }
}
