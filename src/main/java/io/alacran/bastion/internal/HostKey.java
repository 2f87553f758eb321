package io.alacran.bastion.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The bastion's own key, Ed25519, made at the first start and kept: clients know the bastion by it. */
public final class HostKey {

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final KeyPair pair;

    private HostKey(KeyPair pair) {
        this.pair = pair;
    }

    /**
     * Reads the key, or makes it where there is none.
     *
     * @throws IOException when there is a file that cannot be used; it is left as it is, since clients would refuse a
     *     bastion with another key
     */
    public static HostKey loadOrMake(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            return load(file);
        } catch (GeneralSecurityException e) {
            throw new IOException("The host key " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static void make(Path file) throws IOException, GeneralSecurityException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        KeyPair made = SecurityUtils.getKeyPairGenerator(SecurityUtils.ED25519).generateKeyPair();
        Path fresh = directory.resolve(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        try (OutputStream out = Files.newOutputStream(fresh, StandardOpenOption.SYNC)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(made, "alacran bastion", null, out);
        }
        Files.move(fresh, file);
    }

    private static HostKey load(Path file) throws IOException, GeneralSecurityException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!OWNER_ONLY.containsAll(permissions)) {
            throw new IOException("The host key " + file + " is open to others ("
                    + PosixFilePermissions.toString(permissions) + "), so it may be known to them. Run chmod 600 "
                    + file
                    + " if nobody else was on this machine, or remove the file for a new key.");
        }
        if (Files.size(file) == 0) {
            throw new IOException(
                    "The host key " + file
                            + " is empty. Put back the file from a backup, or remove it for a new key, which clients will warn of.");
        }
        Iterable<KeyPair> pairs;
        try {
            pairs = SecurityUtils.loadKeyPairIdentities(null, file::toString, Files.newInputStream(file), null);
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            throw unusable(file, e);
        }
        Iterator<KeyPair> all = pairs == null ? List.<KeyPair>of().iterator() : pairs.iterator();
        if (!all.hasNext()) {
            throw unusable(file, null);
        }
        return new HostKey(all.next());
    }

    private static IOException unusable(Path file, @org.jspecify.annotations.Nullable Exception cause) {
        return new IOException(
                "The host key " + file
                        + " is not a private key in OpenSSH's format. Put back the file from a backup, or remove it for"
                        + " a new key, which clients will warn of.",
                cause);
    }

    KeyPair pair() {
        return pair;
    }

    /** Such as {@code SHA256:…}, as {@code ssh} shows it at the first connection. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(BuiltinDigests.sha256, pair.getPublic());
    }

    /** A line for a {@code known_hosts} file, without the host. */
    public String publicKey() {
        return PublicKeyEntry.toString(pair.getPublic());
    }
}
