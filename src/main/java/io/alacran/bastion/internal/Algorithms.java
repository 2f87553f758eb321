package io.alacran.bastion.internal;

import java.util.List;
import java.util.stream.Stream;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.cipher.Cipher;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;

/**
 * What is spoken, the best first. There is no SHA-1 and no compression; ChaCha20 is left out as the library has it in
 * plain Java, a third as fast as AES, and clients would choose it first.
 */
final class Algorithms {

    private static final List<BuiltinDHFactories> KEY_EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.sntrup761x25519_openssh,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh);

    private static final List<BuiltinCiphers> GCM = List.of(BuiltinCiphers.aes128gcm, BuiltinCiphers.aes256gcm);

    private static final List<BuiltinCiphers> CTR =
            List.of(BuiltinCiphers.aes128ctr, BuiltinCiphers.aes192ctr, BuiltinCiphers.aes256ctr);

    private static final List<BuiltinMacs> MACS = List.of(BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm);

    /** For the host key, for people's keys, and for what authorities sign. */
    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.ed25519_cert,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp256_cert,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp384_cert,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.nistp521_cert,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA512_cert,
            BuiltinSignatures.rsaSHA256,
            BuiltinSignatures.rsaSHA256_cert);

    private Algorithms() {}

    static void set(SshServer server) {
        server.setKeyExchangeFactories(KEY_EXCHANGES.stream()
                .map(a -> supported(a))
                .map(ServerBuilder.DH2KEX)
                .toList());
        server.setCipherFactories(all(Stream.concat(GCM.stream(), CTR.stream()).toList()));
        server.setMacFactories(all(MACS));
        server.setSignatureFactories(all(SIGNATURES));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }

    /** The key exchanges only, in the same order: another server may want what is left out here of all else. */
    static void set(SshClient client) {
        client.setKeyExchangeFactories(KEY_EXCHANGES.stream()
                .map(a -> supported(a))
                .map(ClientBuilder.DH2KEX)
                .toList());
    }

    /** Whether there is a cipher with AES in GCM in a list as it goes over the wire. */
    static boolean hasGcm(String ciphers) {
        return Stream.of(ciphers.split(","))
                .anyMatch(name -> GCM.stream().anyMatch(c -> c.getName().equals(name)));
    }

    static List<NamedFactory<Cipher>> gcm() {
        return all(GCM);
    }

    private static <T, E extends NamedFactory<T> & OptionalFeature> List<NamedFactory<T>> all(List<E> wanted) {
        return wanted.stream()
                .<NamedFactory<T>>map(algorithm -> supported(algorithm))
                .toList();
    }

    private static <E extends NamedResource & OptionalFeature> E supported(E algorithm) {
        if (!algorithm.isSupported()) {
            throw new IllegalStateException(
                    "this Java machine has no " + algorithm.getName() + "; Bouncy Castle must be on the class path");
        }
        return algorithm;
    }
}
