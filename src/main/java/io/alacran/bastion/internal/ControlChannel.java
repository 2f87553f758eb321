package io.alacran.bastion.internal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages over a connection between two processes that share a secret. Everything but the first 32 bytes of each side,
 * which are random, is encrypted and authenticated by keys of this connection and direction, and counted: whoever does not
 * have the secret can neither read, nor say, nor repeat anything.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869, HKDF</a>
 */
final class ControlChannel implements Closeable {

    /** Who speaks. */
    enum Side {
        CONSOLE,
        BASTION
    }

    private static final int LONGEST = 16 * 1024 * 1024;

    /** What somebody may send who has not shown to have the secret. */
    private static final int LONGEST_FIRST = 64 * 1024;

    private static final int NONCE_BYTES = 32;
    private static final int TAG_BITS = 128;

    private static final JsonMapper JSON =
            JsonMapper.builder().addMixIn(BastionEvent.class, EventNames.class).build();

    private final Socket socket;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final SecretKey reading;
    private final SecretKey writing;
    private long read;
    private long written;

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "was")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = BastionEvent.SignedIn.class, name = "signed-in"),
        @JsonSubTypes.Type(value = BastionEvent.SignInRefused.class, name = "sign-in-refused"),
        @JsonSubTypes.Type(value = BastionEvent.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = BastionEvent.Opened.class, name = "opened"),
        @JsonSubTypes.Type(value = BastionEvent.Closed.class, name = "closed")
    })
    private interface EventNames {}

    /** Exchanges the random bytes; whether the other side has the secret shows with its first message. */
    ControlChannel(Socket socket, String secret, Side side) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        byte[] own = new byte[NONCE_BYTES];
        new SecureRandom().nextBytes(own);
        out.write(own);
        out.flush();
        byte[] other = new byte[NONCE_BYTES];
        fill(other);
        boolean console = side == Side.CONSOLE;
        byte[] salt = ByteBuffer.allocate(2 * NONCE_BYTES)
                .put(console ? own : other)
                .put(console ? other : own)
                .array();
        writing = key(secret, salt, side);
        reading = key(secret, salt, console ? Side.BASTION : Side.CONSOLE);
    }

    private static SecretKey key(String secret, byte[] salt, Side speaker) throws IOException {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "AES",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(secret.getBytes(StandardCharsets.UTF_8))
                                    .addSalt(salt)
                                    .thenExpand(
                                            ("alacran control " + speaker).getBytes(StandardCharsets.US_ASCII), 32));
        } catch (GeneralSecurityException e) {
            throw new IOException("no key could be derived", e);
        }
    }

    void patience(Duration limit) throws IOException {
        socket.setSoTimeout((int) limit.toMillis());
    }

    synchronized void send(ControlMessage message) throws IOException {
        byte[] sealed = crypt(Cipher.ENCRYPT_MODE, writing, written++, JSON.writeValueAsBytes(message));
        if (sealed.length > LONGEST) {
            throw new IOException("a message of " + sealed.length + " bytes is longer than " + LONGEST);
        }
        out.writeInt(sealed.length);
        out.write(sealed);
        out.flush();
    }

    /** Waits for the next message; on one thread only. */
    ControlMessage receive() throws IOException {
        byte[] header = new byte[Integer.BYTES];
        fill(header);
        int length = ByteBuffer.wrap(header).getInt();
        if (length < 0 || length > (read == 0 ? LONGEST_FIRST : LONGEST)) {
            throw new IOException("a message cannot have " + length + " bytes; is this the other side?");
        }
        byte[] sealed = new byte[length];
        fill(sealed);
        try {
            return JSON.readValue(crypt(Cipher.DECRYPT_MODE, reading, read++, sealed), ControlMessage.class);
        } catch (JacksonException e) {
            throw new IOException("a message is not understood; are both sides of the same version?", e);
        }
    }

    private void fill(byte[] bytes) throws IOException {
        try {
            in.readFully(bytes);
        } catch (EOFException e) {
            throw new IOException("the other side hung up", e);
        }
    }

    private static byte[] crypt(int mode, SecretKey key, long number, byte[] bytes) throws IOException {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            byte[] nonce = ByteBuffer.allocate(12).putLong(4, number).array();
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(bytes);
        } catch (GeneralSecurityException e) {
            throw new IOException("the other side does not have the same secret", e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
