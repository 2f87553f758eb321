package io.alacran.account.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Proves that who sets the console up can read its log or its data directory. Random, for one use, for one hour. */
@Component
class SetupToken {

    static final Duration VALID_FOR = Duration.ofHours(1);

    private final Path file;
    private final Clock clock;
    private byte @Nullable [] token;
    private Instant expires = Instant.MIN;

    @Autowired
    SetupToken(@Value("${alacran.home}") Path home) {
        this(home, Clock.systemUTC());
    }

    SetupToken(Path home, Clock clock) {
        this.file = home.resolve("setup-token");
        this.clock = clock;
    }

    Path file() {
        return file;
    }

    /** What came of comparing. */
    enum Answer {
        RIGHT,
        WRONG,
        EXPIRED
    }

    /** Makes a new one in place of any earlier and writes it to the file, readable by its owner only. */
    synchronized String issue() throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "setup-token",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, made + "\n");
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        token = made.getBytes(StandardCharsets.US_ASCII);
        expires = clock.instant().plus(VALID_FOR);
        return made;
    }

    /** Compares in a time that does not tell how much of it was right. */
    synchronized Answer compare(String offered) {
        if (token == null || !MessageDigest.isEqual(token, offered.getBytes(StandardCharsets.UTF_8))) {
            return Answer.WRONG;
        }
        return clock.instant().isBefore(expires) ? Answer.RIGHT : Answer.EXPIRED;
    }

    /** Makes it useless, for there is an administrator. */
    synchronized void discard() throws IOException {
        token = null;
        Files.deleteIfExists(file);
    }
}
