package io.alacran.engine;

import org.jspecify.annotations.Nullable;

/**
 * Certificates and key for TLS, as PEM text.
 *
 * @param caPem whom to trust instead of the authorities that Java trusts; one or more certificates
 * @param certificatePem the client's certificate, with those between it and its authority
 * @param keyPem its private key, PKCS#8 and not encrypted; {@link #toString()} does not show it
 */
public record TlsKeys(
        @Nullable String caPem,
        @Nullable String certificatePem,
        @Nullable String keyPem) {

    /** Java's authorities, and no certificate of the client. */
    public static final TlsKeys NONE = new TlsKeys(null, null, null);

    @Override
    public String toString() {
        return "TlsKeys[" + (caPem == null ? "" : "own authority") + (keyPem == null ? "" : " client key") + "]";
    }
}
