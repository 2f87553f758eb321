package io.alacran.bastion.internal;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
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

    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr);

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
        server.setCipherFactories(all(CIPHERS));
        server.setMacFactories(all(MACS));
        server.setSignatureFactories(all(SIGNATURES));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
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
