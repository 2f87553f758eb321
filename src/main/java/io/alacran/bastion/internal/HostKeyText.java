package io.alacran.bastion.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;

/** The host key as text, for a bastion in a process of its own. */
final class HostKeyText {

    private HostKeyText() {}

    static String write(HostKey key) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(key.pair(), "alacran bastion", null, out);
        } catch (GeneralSecurityException e) {
            throw new IOException("The host key cannot be written: " + e.getMessage(), e);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    /** By way of a file that only this user can read, and that is gone afterwards. */
    static HostKey read(String text) throws IOException {
        Path file = Files.createTempFile(
                "host_key", "", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(file, text, StandardCharsets.US_ASCII);
            return HostKey.loadOrMake(file);
        } finally {
            Files.delete(file);
        }
    }
}
