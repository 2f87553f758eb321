package io.alacran.connection.internal;

import io.alacran.problem.ProblemException;
import io.alacran.problem.ProblemException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * {@code ${NAME}}, a variable of the console's environment, and {@code ${file:/run/secrets/NAME}}, the text of a file.
 * They are stored as written and looked up at each use; what they give is taken as it is, even if it looks like another
 * one.
 */
@Component
class Placeholders {

    private static final Pattern ONE = Pattern.compile("\\$\\{([^{}]*)}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FILE = "file:";
    private static final int MOST_BYTES = 65_536;

    /** Variables that are settings and secrets of the console itself, or of the Java and the Docker that it uses. */
    private static final List<String> OWN =
            List.of("ALACRAN", "SPRING_", "SERVER_SSL_", "MANAGEMENT_", "JAVA_", "JDK_JAVA_", "DOCKER_");

    private final Map<String, String> environment;
    private final Path directory;

    @Autowired
    Placeholders(@Value("${alacran.connection.secret-files:/run/secrets}") Path directory) {
        this(System.getenv(), directory);
    }

    Placeholders(Map<String, String> environment, Path directory) {
        this.environment = environment;
        this.directory = directory.toAbsolutePath().normalize();
    }

    /** Whether there is one, well made or not. */
    static boolean isIn(String text) {
        return text.contains("${");
    }

    /** Whether the text is one placeholder and nothing else. */
    static boolean isOne(String text) {
        return ONE.matcher(text).matches();
    }

    /** What is wrong with the placeholders in a text, or empty; whether they can be resolved now does not matter. */
    Optional<String> refusal(String text) {
        Matcher each = ONE.matcher(text);
        while (each.find()) {
            Optional<String> refusal = refusalOf(each.group(1));
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return isIn(each.replaceAll(""))
                ? Optional.of("'" + text + "' has a ${ that is not closed, or one inside another")
                : Optional.empty();
    }

    /**
     * The text with what its placeholders stand for.
     *
     * @param what it is for, such as {@code host}, for the message
     * @throws ProblemException {@code CONFLICT} naming the variable or the file that is not there
     */
    String resolve(String what, String text) {
        if (!isIn(text)) {
            return text;
        }
        refusal(text).ifPresent(why -> {
            throw problem("Its " + what + " cannot be used: " + why + ".", "Correct the connection.");
        });
        return ONE.matcher(text).replaceAll(one -> Matcher.quoteReplacement(value(what, one.group(1))));
    }

    private Optional<String> refusalOf(String inside) {
        String shown = "'${" + inside + "}'";
        if (inside.startsWith(FILE)) {
            if (inside.indexOf('\0') >= 0) {
                return Optional.of("'${file:…}' has a character that no path has");
            }
            Path file = Path.of(inside.substring(FILE.length())).normalize();
            if (!file.startsWith(directory) || file.equals(directory)) {
                return Optional.of(shown + " is not in " + directory);
            }
            return ownFile(file) ? Optional.of(shown + " is the console's own") : Optional.empty();
        }
        if (!VARIABLE.matcher(inside).matches()) {
            return Optional.of(shown + " is neither ${VARIABLE} nor ${file:" + directory + "/NAME}");
        }
        return own(inside) ? Optional.of(shown + " is the console's own") : Optional.empty();
    }

    /** In any case of letters: the settings are read so. */
    private static boolean own(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        return OWN.stream().anyMatch(upper::startsWith);
    }

    private static boolean ownFile(Path file) {
        return file.getFileName().toString().toUpperCase(Locale.ROOT).startsWith(OWN.getFirst());
    }

    private String value(String what, String inside) {
        if (inside.startsWith(FILE)) {
            return content(what, Path.of(inside.substring(FILE.length())).normalize());
        }
        String value = environment.get(inside);
        if (value == null) {
            throw problem(
                    "Its " + what + " needs the environment variable " + inside + ", which is not set.",
                    "Set " + inside + " in the console's environment and start it again, or change the connection.");
        }
        return value;
    }

    /** One line break at the end is not part of it: editors put it there. */
    private String content(String what, Path file) {
        try {
            Path real = file.toRealPath();
            if (!real.startsWith(directory.toRealPath()) || ownFile(real)) {
                throw problem(
                        "Its " + what + " needs the file " + file + ", which is a link to elsewhere.",
                        "Put the file itself into " + directory + ".");
            }
            if (!Files.isRegularFile(real) || Files.size(real) > MOST_BYTES) {
                throw problem(
                        "Its " + what + " needs " + file + ", which is not a file of at most " + MOST_BYTES + " bytes.",
                        "Correct the connection.");
            }
            return Files.readString(real, StandardCharsets.UTF_8).replaceFirst("\r?\n$", "");
        } catch (IOException e) {
            throw problem(
                    "Its " + what + " needs the file " + file + ", which cannot be read ("
                            + e.getClass().getSimpleName() + ").",
                    "Put the file there, readable for the console, or change the connection.");
        }
    }

    private static ProblemException problem(String message, String remedy) {
        return new ProblemException(Kind.CONFLICT, message, remedy);
    }
}
