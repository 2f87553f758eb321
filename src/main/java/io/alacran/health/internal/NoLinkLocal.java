package io.alacran.health.internal;

import io.alacran.engine.AddressRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves names for the connection that is made next, and refuses addresses that lead to a cloud's metadata service or to
 * many machines at once. A name cannot change its mind in between: the address that was looked at is the one used.
 */
class NoLinkLocal implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = InetAddress.getAllByName(host);
        for (InetAddress address : found) {
            Optional<String> refusal = AddressRules.refusal(address);
            if (refusal.isPresent()) {
                throw new UnknownHostException(host + ": " + refusal.get() + ", so no webhook is sent there");
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
