package io.alacran.bastion.internal;

import java.time.Instant;
import java.util.List;
import org.apache.sshd.common.AttributeRepository.AttributeKey;

/**
 * What a sign-in brought.
 *
 * @param credential the password's hash, the key's line, or the certificate authority's
 * @param permitOpen {@code host:port} or {@code host:*}; {@link #ANYWHERE} unless the key says otherwise
 * @param until when the key or the certificate expires
 */
record Grant(String account, Method method, String credential, List<String> permitOpen, Instant until) {

    static final AttributeKey<Grant> ATTRIBUTE = new AttributeKey<>();
    static final List<String> ANYWHERE = List.of("*:*");

    /** How one signs in. */
    enum Method {
        PASSWORD,
        KEY,
        CERTIFICATE
    }

    boolean opens(BastionPolicy.Target target) {
        return permitOpen.equals(ANYWHERE)
                || permitOpen.contains(target.toString())
                || permitOpen.contains(target.host() + ":*");
    }

    @Override
    public String toString() {
        return "Grant[" + account + " by " + method + "]";
    }
}
