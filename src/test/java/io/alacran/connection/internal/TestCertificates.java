package io.alacran.connection.internal;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority, and what it certifies. */
public final class TestCertificates {

    private final KeyPair keys = keyPair();
    private final X500Name name;
    private final X509CertificateHolder certificate;
    private long issued = 1;

    public TestCertificates(String name) {
        this.name = new X500Name("CN=" + name);
        this.certificate = certify(this.name, keys, true, new GeneralName(this.name));
    }

    /** A certificate and its key. */
    public record Identity(String certificatePem, String keyPem) {}

    public String caPem() {
        return pem(certificate);
    }

    /** For a server on this machine. */
    public Identity server() {
        return identity("localhost");
    }

    public Identity identity(String commonName) {
        return identity(
                commonName,
                new GeneralName(GeneralName.dNSName, "localhost"),
                new GeneralName(GeneralName.iPAddress, "127.0.0.1"));
    }

    /** For a server that is known by one name only, by no address. */
    public Identity named(String host) {
        return identity(host, new GeneralName(GeneralName.dNSName, host));
    }

    private Identity identity(String commonName, GeneralName... names) {
        KeyPair own = keyPair();
        try {
            return new Identity(
                    pem(certify(new X500Name("CN=" + commonName), own, false, names)),
                    pem(new JcaPKCS8Generator(own.getPrivate(), null)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private X509CertificateHolder certify(X500Name subject, KeyPair own, boolean authority, GeneralName... names) {
        Instant now = Instant.now();
        try {
            return new JcaX509v3CertificateBuilder(
                            name,
                            BigInteger.valueOf(issued++),
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(Duration.ofDays(1))),
                            subject,
                            own.getPublic())
                    .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                    .addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
        } catch (IOException | OperatorException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(Object what) {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(what);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
