package io.alacran.connectionfile.internal;

import java.util.Optional;

/** Texts of JavaScript as it writes them (ECMA-262, String Literals), both ways. */
final class JsText {

    private JsText() {}

    /** What stands between the quotes or backticks, with its escapes taken out; empty where one is not right. */
    static Optional<String> unescaped(String raw) {
        StringBuilder text = new StringBuilder();
        try {
            for (int i = 0; i < raw.length(); i++) {
                char c = raw.charAt(i);
                if (c != '\\') {
                    text.append(c);
                    continue;
                }
                c = raw.charAt(++i);
                switch (c) {
                    case 'n' -> text.append('\n');
                    case 't' -> text.append('\t');
                    case 'r' -> text.append('\r');
                    case 'b' -> text.append('\b');
                    case 'f' -> text.append('\f');
                    case 'v' -> text.append('\u000b');
                    case '0' -> text.append('\0');
                    case 'x' -> {
                        text.append((char) Integer.parseInt(raw.substring(i + 1, i + 3), 16));
                        i += 2;
                    }
                    case 'u' -> {
                        boolean braces = raw.charAt(i + 1) == '{';
                        int begin = braces ? i + 2 : i + 1;
                        int end = braces ? raw.indexOf('}', begin) : begin + 4;
                        text.appendCodePoint(Integer.parseInt(raw.substring(begin, end), 16));
                        i = braces ? end : end - 1;
                    }
                    case '\r' -> {
                        if (raw.charAt(i + 1) == '\n') {
                            i++;
                        }
                    }
                    case '\n', '\u2028', '\u2029' -> {}
                    default -> text.append(c);
                }
            }
            return Optional.of(text.toString());
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A text in double quotes, which stays on its line and in its script. */
    static String quoted(String text) {
        return '"' + escaped(text, '"') + '"';
    }

    /** For between the given quotes; in backticks nothing is substituted. */
    static String escaped(String text, char quote) {
        StringBuilder js = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (c == quote || c == '\\' || (quote == '`' && c == '$')) {
                js.append('\\').append(c);
            } else if (c == '\n') {
                js.append("\\n");
            } else if (c < ' '
                    || c == '\u007f'
                    || c == '\u2028'
                    || c == '\u2029'
                    || c == '<'
                    || Character.isSurrogate(c)) {
                js.append(String.format("\\u%04x", (int) c));
            } else {
                js.append(c);
            }
        }
        return js.toString();
    }
}
