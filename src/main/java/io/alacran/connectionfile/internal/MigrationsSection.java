package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Nothing;
import io.alacran.connectionfile.internal.Value.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A section {@code migrations}: whatever another tool has in it, within bounds and without secrets. */
final class MigrationsSection {

    /** As many as the store takes. */
    private static final int MOST_CHARACTERS = 8_000;

    private static final Pattern SECRET = Pattern.compile(
            "passw|pwd|passphrase|secret|token|credential|(private|api)[_-]?key", Pattern.CASE_INSENSITIVE);
    private static final String PLACEHOLDER = "\\$\\{([A-Za-z_][A-Za-z0-9_]*|file:[^{}]+)}";
    /** Between user and host, or among its parameters. */
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile(
            "://[^/\\s:@]*:(?!" + PLACEHOLDER + "@)[^/\\s@]+@" + "|[?&;](password|passwd|pwd|secret|token)=(?!"
                    + PLACEHOLDER + "(&|;|$))[^&;\\s]",
            Pattern.CASE_INSENSITIVE);

    private MigrationsSection() {}

    /** As it is kept; the same text for what means the same. */
    static String text(Fields section) {
        return YamlText.write("", section);
    }

    /** What was kept. */
    static Fields parsed(String text) {
        return YamlText.read(text, new Mistakes()).stream().findFirst().orElseGet(() -> new Fields(0));
    }

    /** @param path what messages begin with, such as {@code production.shop.migrations} */
    static void check(String path, Fields section, Mistakes mistakes) {
        int characters = text(section).length();
        if (characters > MOST_CHARACTERS) {
            mistakes.add(
                    section.line(), path + ": has " + characters + " characters, " + MOST_CHARACTERS + " are possible");
            return;
        }
        section.all().forEach((name, field) -> check(path, name, false, field.value(), mistakes));
    }

    /** @param secret whether something around it is called a secret */
    private static void check(String around, String name, boolean secret, Value value, Mistakes mistakes) {
        String path = around + "." + ConnectionFile.shown(name);
        boolean named = secret || SECRET.matcher(name).find();
        switch (value) {
            case Fields fields ->
                fields.all().forEach((inner, field) -> check(path, inner, named, field.value(), mistakes));
            case Items list -> list.items().forEach(item -> check(around, name, named, item, mistakes));
            case Text text -> {
                boolean says = named
                        && !text.text().isEmpty()
                        && !(text.plain() && text.text().matches("true|false"));
                if ((says || URL_WITH_PASSWORD.matcher(text.text()).find())
                        && !text.text().matches(PLACEHOLDER)) {
                    mistakes.add(
                            text.line(),
                            path + ": looks like a secret, and this section is kept and exported as it is; write"
                                    + " ${VARIABLE} in its place");
                }
            }
            case Nothing nothing -> {}
        }
    }

    /** Field by field; as a whole where only what is not shown differs, such as a number that became a text. */
    static List<FieldChange> differences(Fields before, Fields after) {
        List<FieldChange> differences = Differences.between(flat(before), flat(after));
        String from = text(before);
        String to = text(after);
        if (differences.isEmpty() && !from.equals(to)) {
            differences.addAll(Differences.between(Map.of("migrations", from), Map.of("migrations", to)));
        }
        return differences;
    }

    private static Map<String, String> flat(Fields section) {
        Map<String, String> flat = new LinkedHashMap<>();
        section.flat().forEach((path, text) -> flat.put("migrations." + path, text));
        return flat;
    }
}
