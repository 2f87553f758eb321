package io.alacran.connectionfile.internal;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** JavaScript that is written: objects of expressions. */
final class Js {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(file:)?([^{}]*)}");

    private Js() {}

    /** An expression as it is written. */
    record Code(String text) {}

    static Code text(String text) {
        return new Code(JsText.quoted(text));
    }

    /** A text in which placeholders are variables of the environment. */
    static Code resolved(String text) {
        Matcher each = PLACEHOLDER.matcher(text);
        if (each.matches()) {
            return new Code(lookup(each));
        }
        each.reset();
        StringBuilder template = new StringBuilder("`");
        int end = 0;
        while (each.find()) {
            template.append(JsText.escaped(text.substring(end, each.start()), '`'))
                    .append("${")
                    .append(lookup(each))
                    .append('}');
            end = each.end();
        }
        return end == 0
                ? text(text)
                : new Code(template.append(JsText.escaped(text.substring(end), '`'))
                        .append('`')
                        .toString());
    }

    private static String lookup(Matcher one) {
        if (one.group(1) != null) {
            return "require(\"fs\").readFileSync(" + JsText.quoted(one.group(2)) + ", \"utf8\").trim()";
        }
        return one.group(2).matches("[A-Za-z_][A-Za-z0-9_]*")
                ? "process.env." + one.group(2)
                : "process.env[" + JsText.quoted(one.group(2)) + "]";
    }

    /** With what is in it, over several lines. @param members of Code and such maps, by name */
    static String object(Map<String, ?> members, String indent) {
        if (members.isEmpty()) {
            return "{}";
        }
        StringBuilder js = new StringBuilder("{\n");
        members.forEach((name, value) -> {
            js.append(indent).append("  ").append(name(name)).append(": ");
            js.append(
                    switch (value) {
                        case Code code -> code.text();
                        case Map<?, ?> inner -> object(strings(inner), indent + "  ");
                        default -> value.toString();
                    });
            js.append(",\n");
        });
        return js.append(indent).append('}').toString();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, ?> strings(Map<?, ?> map) {
        return (Map<String, ?>) map;
    }

    private static String name(String name) {
        // Written plainly, __proto__ would be something else than a name.
        return name.matches("[A-Za-z_$][A-Za-z0-9_$]*") && !name.equals("__proto__")
                ? name
                : name.equals("__proto__") ? "[\"__proto__\"]" : JsText.quoted(name);
    }
}
