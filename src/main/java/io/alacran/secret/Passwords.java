package io.alacran.secret;

import com.nulabinc.zxcvbn.Strength;
import com.nulabinc.zxcvbn.Zxcvbn;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Makes strong passwords and judges those that people make. */
public final class Passwords {

    /** The least number of characters of any password the console accepts. */
    public static final int MIN_LENGTH = 12;

    /** The length of generated passwords; with the alphabet below about 138 bits. */
    public static final int GENERATED_LENGTH = 24;

    /** Without characters that look alike, and without any that a URL, a shell or SQL would need escaped. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_";

    /** Longer input is judged by its start: the estimator's time grows with the square of the length. */
    private static final int JUDGED_LENGTH = 100;

    private static final int MAX_LENGTH = 256;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Zxcvbn ESTIMATOR = new Zxcvbn();

    private Passwords() {}

    /** A new random password of {@value #GENERATED_LENGTH} characters, with upper case, lower case and digits. */
    public static String generate() {
        while (true) {
            StringBuilder made = new StringBuilder(GENERATED_LENGTH);
            RANDOM.ints(GENERATED_LENGTH, 0, ALPHABET.length()).forEach(i -> made.append(ALPHABET.charAt(i)));
            boolean mixed = made.chars().anyMatch(Character::isUpperCase)
                    && made.chars().anyMatch(Character::isLowerCase)
                    && made.chars().anyMatch(Character::isDigit)
                    && Character.isLetterOrDigit(made.charAt(0));
            if (mixed) {
                return made.toString();
            }
        }
    }

    /**
     * How hard to guess, from 0 (at once) to 4 (not in practice).
     *
     * @param context words that an attacker would try first, such as the user's name
     * @see <a href="https://www.usenix.org/conference/usenixsecurity16/technical-sessions/presentation/wheeler">zxcvbn</a>
     */
    public static int strength(String password, String... context) {
        return measure(password, context).getScore();
    }

    /** What is wrong with a password a person chose, or empty when it may be used. Never quotes the password. */
    public static Optional<String> refusal(String password, String... context) {
        int length = password.codePointCount(0, password.length());
        if (length < MIN_LENGTH) {
            return Optional.of("has " + length + " characters, at least " + MIN_LENGTH + " are needed");
        }
        if (password.length() > MAX_LENGTH) {
            return Optional.of("has " + length + " characters, at most " + MAX_LENGTH + " are possible");
        }
        if (password.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("contains a line break or another control character");
        }
        if (isMostly(password, context)) {
            return Optional.of("is mostly the name it is for; use other words");
        }
        Strength strength = measure(password, context);
        if (strength.getScore() < 3) {
            String why = strength.getFeedback().getWarning().replaceFirst("\\.$", "");
            return Optional.of("is easy to guess"
                    + (why.isEmpty() ? "" : " (" + why.toLowerCase(java.util.Locale.ROOT) + ")")
                    + "; use more, and more unusual, words");
        }
        return Optional.empty();
    }

    private static boolean isMostly(String password, String... context) {
        String rest = password.toLowerCase(java.util.Locale.ROOT);
        for (String word : context) {
            if (word.length() >= 3) {
                rest = rest.replace(word.toLowerCase(java.util.Locale.ROOT), "");
            }
        }
        return rest.length() < Math.min(password.length(), 8);
    }

    private static Strength measure(String password, String... context) {
        String judged = password.substring(0, Math.min(JUDGED_LENGTH, password.length()));
        List<String> known = Arrays.stream(context).filter(c -> !c.isBlank()).toList();
        return ESTIMATOR.measure(judged, known);
    }
}
