package io.alacran.slow.internal;

import io.alacran.slow.internal.SqlTokens.Kind;
import io.alacran.slow.internal.SqlTokens.Token;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A statement without its values, its comments and its author's way to put spaces, so that all that differ in nothing else
 * are one. A list of values after {@code IN} and in brackets, and rows after {@code VALUES}, count once however many there
 * are.
 *
 * @param text for people, with the case of words as it was written
 * @param fingerprint the same for those that differ in case only
 */
record NormalisedSql(String text, String fingerprint) {

    /** What is read of a statement; whatever comes after it makes no difference. */
    static final int LONGEST_READ = 20_000;

    static final int LONGEST_TEXT = 4_000;

    private static final int DEEPEST = 100;
    private static final Set<String> CONSTANTS = Set.of("null", "true", "false", "default");
    private static final String OPERATORS = "<>=!|&~^*/%+-#@:";

    static NormalisedSql of(String sql, String client) {
        String read = sql.length() > LONGEST_READ ? sql.substring(0, LONGEST_READ) : sql;
        String whole = written(new Reader(SqlTokens.of(read.replace('\0', ' '), client)).all());
        String text = whole.isEmpty() ? "(nothing but a comment)" : whole;
        return new NormalisedSql(
                text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - 1) + "…" : text, fingerprint(whole));
    }

    private static String fingerprint(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Walks through the tokens once, and folds the lists on the way. */
    private static final class Reader {

        private final List<Token> tokens;
        private int at;
        private int depth;

        Reader(List<Token> tokens) {
            this.tokens = tokens;
        }

        List<Token> all() {
            List<Token> out = new ArrayList<>();
            while (at < tokens.size()) {
                out.addAll(sequence(false, false));
                if (at < tokens.size()) {
                    // A closing parenthesis that nothing opened
                    out.add(tokens.get(at++));
                }
            }
            while (!out.isEmpty() && out.getLast().is(";")) {
                out.removeLast();
            }
            return out;
        }

        /** Up to what closes it, which is not taken; also up to a comma where it is one of several. */
        private List<Token> sequence(boolean item, boolean values) {
            List<Token> out = new ArrayList<>();
            while (at < tokens.size()) {
                Token token = tokens.get(at);
                if (token.is(")") || token.is("]") || (item && token.is(","))) {
                    break;
                }
                at++;
                boolean opens = token.is("(") || token.is("[");
                if (opens && depth < DEEPEST) {
                    group(token, out, values);
                } else if (values && token.kind() == Kind.WORD && CONSTANTS.contains(lower(token))) {
                    out.add(new Token(Kind.VALUE, SqlTokens.VALUE, token.spaced()));
                } else {
                    out.add(token);
                }
            }
            return out;
        }

        private void group(Token open, List<Token> out, boolean values) {
            depth++;
            Token before = out.isEmpty() ? null : out.getLast();
            boolean rows = before != null && (before.is("values") || before.is("value"));
            if (rows) {
                rows(open, out);
            } else if (open.is("[") || (before != null && before.is("in"))) {
                list(open, out);
            } else {
                out.add(open);
                out.addAll(sequence(false, values));
                close(out);
            }
            depth--;
        }

        private void list(Token open, List<Token> out) {
            out.add(open);
            boolean query = at < tokens.size()
                    && (tokens.get(at).is("select") || tokens.get(at).is("with"));
            if (query) {
                out.addAll(sequence(false, false));
            } else {
                Distinct items = new Distinct();
                do {
                    items.add(sequence(true, true));
                } while (took(","));
                items.writeTo(out, at >= tokens.size());
            }
            close(out);
        }

        private void rows(Token open, List<Token> out) {
            Distinct rows = new Distinct();
            do {
                List<Token> row = new ArrayList<>();
                row.add(open);
                row.addAll(sequence(false, true));
                close(row);
                rows.add(row);
            } while (at + 1 < tokens.size()
                    && tokens.get(at).is(",")
                    && tokens.get(at + 1).is("(")
                    && took(",")
                    && took("("));
            rows.writeTo(out, at >= tokens.size() && !tokens.getLast().is(")"));
        }

        private void close(List<Token> out) {
            if (at < tokens.size()) {
                out.add(tokens.get(at++));
            }
        }

        private boolean took(String sign) {
            boolean there = at < tokens.size() && tokens.get(at).is(sign);
            at += there ? 1 : 0;
            return there;
        }
    }

    /** Items of a list that differ, in their order. */
    private static final class Distinct {

        private final Map<String, List<Token>> items = new LinkedHashMap<>();
        private String last = "";

        void add(List<Token> item) {
            String key = written(item).toLowerCase(Locale.ROOT);
            last = items.putIfAbsent(key, item) == null ? key : "";
        }

        /** @param cut whether the text ended in the middle of the last one, which then tells nothing */
        void writeTo(List<Token> out, boolean cut) {
            if (cut && items.size() > 1) {
                items.remove(last);
            }
            boolean first = true;
            for (List<Token> item : items.values()) {
                if (!first) {
                    out.add(new Token(Kind.SIGN, ",", false));
                }
                first = false;
                out.addAll(item);
            }
        }
    }

    /** With spaces as they are usual, whatever they were. */
    private static String written(List<Token> tokens) {
        StringBuilder text = new StringBuilder();
        Token before = null;
        for (Token token : tokens) {
            if (before != null && apart(before, token)) {
                text.append(' ');
            }
            text.append(token.text());
            before = token;
        }
        return text.toString();
    }

    private static boolean apart(Token before, Token token) {
        if (before.is("(") || before.is("[") || before.is(".") || before.is("@")) {
            return false;
        }
        if (token.is(",") || token.is(";") || token.is(")") || token.is("]") || token.is(".")) {
            return false;
        }
        if (token.is("(") || token.is("[")) {
            boolean name = before.kind() == Kind.NAME
                    || (before.kind() == Kind.WORD && !SqlTokens.KEYWORDS.contains(lower(before)));
            return !name || (token.is("[") && before.kind() == Kind.NAME);
        }
        boolean colon = token.is(":") || before.is(":");
        boolean operator = operator(before) && operator(token) && !token.spaced();
        return !colon && !operator;
    }

    private static boolean operator(Token token) {
        return token.kind() == Kind.SIGN && OPERATORS.contains(token.text());
    }

    private static String lower(Token token) {
        return token.text().toLowerCase(Locale.ROOT);
    }
}
