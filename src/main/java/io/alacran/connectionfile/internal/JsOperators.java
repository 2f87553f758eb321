package io.alacran.connectionfile.internal;

import com.google.javascript.jscomp.parsing.parser.TokenType;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Mixed;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import java.util.Optional;
import java.util.function.Supplier;

/** What JavaScript's operators make of values that are known. */
final class JsOperators {

    /** Texts that are put together could double at each step. */
    static final int LONGEST_TEXT = 100_000;

    private JsOperators() {}

    static JsValue number(String source, int line) {
        String digits = source.replace("_", "").toLowerCase(java.util.Locale.ROOT);
        try {
            double number =
                    digits.startsWith("0x") ? Long.parseLong(digits.substring(2), 16) : Double.parseDouble(digits);
            return new Literal(line, number);
        } catch (NumberFormatException e) {
            return new Opaque(line, "a number");
        }
    }

    /** One text after the other, variables as placeholders. */
    static JsValue joined(JsValue left, JsValue right, int line) {
        Optional<String> begin = placeholders(left);
        Optional<String> end = placeholders(right);
        if (begin.isEmpty() || end.isEmpty()) {
            return new Opaque(line, "a text that has to be computed");
        }
        String text = begin.get() + end.get();
        if (text.length() > LONGEST_TEXT) {
            return new Opaque(line, "a text of more than " + LONGEST_TEXT + " characters");
        }
        return left instanceof Literal && right instanceof Literal ? new Literal(line, text) : new Mixed(line, text);
    }

    private static Optional<String> placeholders(JsValue value) {
        return switch (value) {
            case Literal literal -> Optional.of(literal.text());
            case Mixed mixed -> Optional.of(mixed.text());
            case Variable variable when variable.fallback() == null -> Optional.of("${" + variable.name() + "}");
            default -> Optional.empty();
        };
    }

    /** @param rest the right side, which matters for some operators only where the left one is nothing */
    static JsValue binary(TokenType operator, JsValue left, Supplier<JsValue> rest, int line) {
        if (operator == TokenType.OR || operator == TokenType.QUESTION_QUESTION) {
            return switch (left) {
                case Literal literal ->
                    (operator == TokenType.OR ? literal.truthy() : literal.value() != null) ? literal : rest.get();
                case Variable variable
                when variable.fallback() == null -> new Variable(line, variable.name(), rest.get());
                default -> left;
            };
        }
        JsValue right = rest.get();
        if (left instanceof Literal a
                && right instanceof Literal b
                && a.value() instanceof Double x
                && b.value() instanceof Double y) {
            return switch (operator) {
                case PLUS -> new Literal(line, x + y);
                case MINUS -> new Literal(line, x - y);
                case STAR -> new Literal(line, x * y);
                case SLASH -> new Literal(line, x / y);
                default -> new Opaque(line, "a comparison");
            };
        }
        return operator == TokenType.PLUS
                ? joined(left, right, line)
                : new Opaque(line, "an expression that has to be run");
    }

    static JsValue unary(TokenType operator, JsValue operand, int line) {
        if (operand instanceof Literal literal && operator == TokenType.BANG) {
            return new Literal(line, !literal.truthy());
        }
        if (operand instanceof Literal literal
                && operator == TokenType.MINUS
                && literal.value() instanceof Double number) {
            return new Literal(line, -number);
        }
        boolean number = operand instanceof Variable || operand instanceof Literal;
        return operator == TokenType.PLUS && number ? operand : new Opaque(line, "an expression that has to be run");
    }
}
