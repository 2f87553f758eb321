package io.alacran.cli.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Remembers the console and the API token in a file that only its owner can read. */
public final class Logins {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, String> env;
    private final Path file;

    /** @param env {@code ALACRAN_URL} and {@code ALACRAN_TOKEN} override the file, {@code ALACRAN_CLI_CONFIG} moves it */
    public Logins(Map<String, String> env) {
        this.env = env;
        String named = set("ALACRAN_CLI_CONFIG");
        String base = set("XDG_CONFIG_HOME");
        this.file = !named.isEmpty()
                ? Path.of(named)
                : (base.isEmpty() ? Path.of(home(), ".config") : Path.of(base)).resolve("alacran/cli.json");
    }

    public Path file() {
        return file;
    }

    /** What is in force now. The file's token is for the file's console, and never sent to another. */
    public Login current() {
        JsonNode stored = stored();
        String storedUrl = stored.path("url").asString(Login.DEFAULT_URL);
        Login login = new Login(set("ALACRAN_URL").isEmpty() ? storedUrl : set("ALACRAN_URL"), set("ALACRAN_TOKEN"));
        return login.token() == null && login.url().equals(storedUrl)
                ? new Login(storedUrl, stored.path("token").asString(null))
                : login;
    }

    /** Replaces the file in one step. */
    public void store(Login login) {
        try {
            Path directory = file.toAbsolutePath().getParent();
            Files.createDirectories(directory, ownerOnly("rwx------"));
            Path fresh = Files.createTempFile(directory, "cli", ".new", ownerOnly("rw-------"));
            Files.writeString(
                    fresh,
                    JSON.writeValueAsString(Map.of("url", login.url(), "token", String.valueOf(login.token()))) + "\n");
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw Failure.of(
                    "The login could not be stored in " + file + ": " + e + ".",
                    "Make that directory writable, or name another file in ALACRAN_CLI_CONFIG.");
        }
    }

    /** Whether there was one to forget. */
    public boolean forget() {
        try {
            return Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode stored() {
        try {
            return Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
        } catch (IOException | JacksonException e) {
            // The parser's words might quote the token.
            throw Failure.noConsole("The login in " + file + " cannot be read.", "alacran cli login writes a new one.");
        }
    }

    private String home() {
        return set("HOME").isEmpty() ? System.getProperty("user.home") : set("HOME");
    }

    private String set(String name) {
        return env.getOrDefault(name, "").strip();
    }

    private static FileAttribute<?> ownerOnly(String permissions) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions));
    }
}
