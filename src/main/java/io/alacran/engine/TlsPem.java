package io.alacran.engine;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/** Certificates and keys as PEM text (RFC 7468). */
public final class TlsPem {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private TlsPem() {}

    /** What is wrong with a text that should be certificates, or empty. */
    public static Optional<String> certificatesRefusal(String pem) {
        try {
            certificates(pem);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of("is not a certificate as PEM text, -----BEGIN CERTIFICATE-----");
        }
    }

    /** What is wrong with a text that should be a private key, never quoting it, or empty. */
    public static Optional<String> keyRefusal(String pem) {
        try {
            key(pem);
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            return Optional.of(
                    "is not a private key as -----BEGIN PRIVATE KEY----- (PKCS#8, without a passphrase); make one"
                            + " with: openssl pkcs8 -topk8 -nodes -in KEY");
        }
    }

    /** At least one. */
    public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        if (!pem.contains("-----BEGIN CERTIFICATE-----")) {
            throw new GeneralSecurityException("no certificate");
        }
        Collection<? extends Certificate> found = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
        if (found.isEmpty()) {
            throw new GeneralSecurityException("no certificate");
        }
        return found.stream().map(X509Certificate.class::cast).toList();
    }

    /** The same certificates without what else stood around them, for drivers that take the text apart on their own. */
    public static String plain(String pem) throws GeneralSecurityException {
        StringBuilder text = new StringBuilder();
        for (X509Certificate certificate : certificates(pem)) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        return text.toString();
    }

    /** RSA, EC or Ed25519. */
    public static PrivateKey key(String pem) throws GeneralSecurityException {
        Matcher found = KEY.matcher(pem);
        if (!found.find()) {
            throw new GeneralSecurityException("no private key");
        }
        byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(found.group(1));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not base64", e);
        }
        GeneralSecurityException last = new GeneralSecurityException("no private key");
        for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
            } catch (GeneralSecurityException e) {
                last = e;
            }
        }
        throw last;
    }

    /** A store with the certificates to trust. */
    public static KeyStore trusted(String caPem) throws GeneralSecurityException {
        KeyStore store = empty();
        List<X509Certificate> all = certificates(caPem);
        for (int i = 0; i < all.size(); i++) {
            store.setCertificateEntry("authority-" + i, all.get(i));
        }
        return store;
    }

    /** A store with one key and its certificates, the key under the empty password. */
    public static KeyStore identity(String certificatePem, String keyPem) throws GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(
                "client", key(keyPem), new char[0], certificates(certificatePem).toArray(X509Certificate[]::new));
        return store;
    }

    /** What shows the client's certificate; null where it has none. */
    public static KeyManager @Nullable [] keyManagers(TlsKeys keys) throws GeneralSecurityException {
        if (keys.certificatePem() == null || keys.keyPem() == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(identity(keys.certificatePem(), keys.keyPem()), new char[0]);
        return factory.getKeyManagers();
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (java.io.IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
    }
}
