package io.alacran.connectionfile.internal;

import com.google.javascript.jscomp.parsing.parser.LiteralToken;
import com.google.javascript.jscomp.parsing.parser.Token;
import com.google.javascript.jscomp.parsing.parser.TokenType;
import com.google.javascript.jscomp.parsing.parser.trees.ArrayLiteralExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.BinaryOperatorTree;
import com.google.javascript.jscomp.parsing.parser.trees.CallExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ComputedPropertyDefinitionTree;
import com.google.javascript.jscomp.parsing.parser.trees.FunctionDeclarationTree;
import com.google.javascript.jscomp.parsing.parser.trees.GetAccessorTree;
import com.google.javascript.jscomp.parsing.parser.trees.IdentifierExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.LiteralExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.MemberExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.MemberLookupExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ObjectLiteralExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ObjectSpreadTree;
import com.google.javascript.jscomp.parsing.parser.trees.ParenExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ParseTree;
import com.google.javascript.jscomp.parsing.parser.trees.PropertyNameAssignmentTree;
import com.google.javascript.jscomp.parsing.parser.trees.TemplateLiteralExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.TemplateLiteralPortionTree;
import com.google.javascript.jscomp.parsing.parser.trees.TemplateSubstitutionTree;
import com.google.javascript.jscomp.parsing.parser.trees.UnaryExpressionTree;
import io.alacran.connectionfile.internal.JsValue.Array;
import io.alacran.connectionfile.internal.JsValue.Choice;
import io.alacran.connectionfile.internal.JsValue.Keys;
import io.alacran.connectionfile.internal.JsValue.Literal;
import io.alacran.connectionfile.internal.JsValue.Mixed;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What expressions come to without being run: literals, what was declared before, and variables of the environment. */
final class JsExpressions {

    /** Functions that give what they are given, as far as it matters here. */
    private static final Set<String> SAME =
            Set.of("Number", "parseInt", "Number.parseInt", "parseFloat", "String", "Object.freeze");

    private static final Set<String> PATHS = Set.of("path.join", "path.resolve", "join", "resolve");

    private final Function<String, @Nullable JsValue> declared;

    /** @param declared the value of a name; null where there is none */
    JsExpressions(Function<String, @Nullable JsValue> declared) {
        this.declared = declared;
    }

    static int line(ParseTree tree) {
        return tree.location.start.line + 1;
    }

    JsValue value(ParseTree tree) {
        int line = line(tree);
        return switch (tree) {
            case LiteralExpressionTree literal -> literal(literal.literalToken, line);
            case ParenExpressionTree paren -> value(paren.expression);
            case TemplateLiteralExpressionTree template -> template(template, line);
            case ObjectLiteralExpressionTree object -> object(object, line);
            case ArrayLiteralExpressionTree array ->
                new Array(line, array.elements.stream().map(this::value).toList());
            case IdentifierExpressionTree name -> named(name.identifierToken.toString(), line);
            case MemberExpressionTree member -> member(member, line);
            case MemberLookupExpressionTree lookup -> lookup(lookup, line);
            case BinaryOperatorTree binary ->
                JsOperators.binary(binary.operator.type, value(binary.left), () -> value(binary.right), line);
            case UnaryExpressionTree unary -> JsOperators.unary(unary.operator.type, value(unary.operand), line);
            case CallExpressionTree call -> call(call, line);
            case FunctionDeclarationTree function -> new Opaque(line, "a function");
            default -> new Opaque(line, "an expression that has to be run");
        };
    }

    private JsValue literal(Token token, int line) {
        return switch (token.type) {
            case TRUE -> new Literal(line, true);
            case FALSE -> new Literal(line, false);
            case NULL -> new Literal(line, null);
            case NUMBER -> JsOperators.number(((LiteralToken) token).value, line);
            case STRING ->
                string(token).<JsValue>map(text -> new Literal(line, text)).orElse(new Opaque(line, "a text"));
            default -> new Opaque(line, "a literal that is neither text nor number");
        };
    }

    Optional<String> string(@Nullable Token token) {
        return token instanceof LiteralToken literal && token.type == TokenType.STRING && literal.value.length() >= 2
                ? JsText.unescaped(literal.value.substring(1, literal.value.length() - 1))
                : Optional.empty();
    }

    private JsValue template(TemplateLiteralExpressionTree template, int line) {
        if (template.operand != null) {
            return new Opaque(line, "a tagged template");
        }
        JsValue all = new Literal(line, "");
        for (ParseTree part : template.elements) {
            JsValue value = switch (part) {
                case TemplateLiteralPortionTree portion ->
                    JsText.unescaped(((LiteralToken) portion.value).value)
                            .<JsValue>map(text -> new Literal(line, text))
                            .orElse(new Opaque(line, "a template"));
                case TemplateSubstitutionTree substitution -> value(substitution.expression);
                default -> new Opaque(line, "a template");
            };
            all = JsOperators.joined(all, value, line);
        }
        return all;
    }

    private JsValue object(ObjectLiteralExpressionTree tree, int line) {
        Obj object = new Obj(line);
        for (ParseTree entry : tree.propertyNameAndValues) {
            int at = line(entry);
            switch (entry) {
                case PropertyNameAssignmentTree property -> {
                    String name = name(property.name);
                    if (name.equals("__proto__")) {
                        object.unknown().add(new Opaque(at, "__proto__"));
                    } else {
                        object.members().put(name, property.value == null ? named(name, at) : value(property.value));
                    }
                }
                case ObjectSpreadTree spread -> {
                    if (value(spread.expression) instanceof Obj inner) {
                        object.members().putAll(inner.members());
                        object.unknown().addAll(inner.unknown());
                    } else {
                        object.unknown().add(new Opaque(at, "..." + path(spread.expression)));
                    }
                }
                case ComputedPropertyDefinitionTree computed -> {
                    if (value(computed.property) instanceof Literal name
                            && !name.text().equals("__proto__")) {
                        object.members().put(name.text(), value(computed.value));
                    } else {
                        object.unknown().add(new Opaque(at, "a member with a computed name"));
                    }
                }
                case GetAccessorTree getter ->
                    object.members().put(name(getter.propertyName), new Opaque(at, "a getter"));
                case FunctionDeclarationTree method ->
                    object.members()
                            .put(method.name == null ? "?" : method.name.toString(), new Opaque(at, "a function"));
                default -> object.unknown().add(new Opaque(at, "a member with a computed name"));
            }
            if (object.unknown().size() > 100) {
                break;
            }
        }
        return object;
    }

    private String name(Token token) {
        return token instanceof LiteralToken literal && token.type == TokenType.STRING
                ? string(token).orElse(literal.value)
                : token instanceof LiteralToken literal ? literal.value : token.toString();
    }

    private JsValue named(String name, int line) {
        JsValue value = declared.apply(name);
        if (value != null) {
            return value;
        }
        return switch (name) {
            case "undefined" -> new Literal(line, null);
            case "__dirname" -> new Literal(line, ".");
            default -> new Opaque(line, ConnectionFile.shown(name));
        };
    }

    private JsValue member(MemberExpressionTree member, int line) {
        String name = member.memberName.toString();
        if (path(member.operand).equals("process.env")) {
            return new Variable(line, name, null);
        }
        return value(member.operand) instanceof Obj object
                ? Objects.requireNonNullElse(object.members().get(name), new Literal(line, null))
                : new Opaque(line, path(member));
    }

    private JsValue lookup(MemberLookupExpressionTree lookup, int line) {
        JsValue key = value(lookup.memberExpression);
        if (key instanceof Literal name && path(lookup.operand).equals("process.env")) {
            return new Variable(line, name.text(), null);
        }
        JsValue of = value(lookup.operand);
        return switch (of) {
            case Obj object
            when key instanceof Literal name ->
                Objects.requireNonNullElse(object.members().get(name.text()), new Literal(line, null));
            case Obj object when key instanceof Variable -> new Choice(line, object);
            case Keys keys
            when key instanceof Literal index && index.text().equals("0") && !keys.first() ->
                new Keys(line, keys.of(), true);
            default -> new Opaque(line, path(lookup.operand) + "[…]");
        };
    }

    /** Few functions are known so well that nothing has to be run to know what they give. */
    private JsValue call(CallExpressionTree call, int line) {
        String function = path(call.operand);
        List<JsValue> given = new ArrayList<>();
        call.arguments.arguments.forEach(argument -> given.add(value(argument)));
        JsValue first = given.isEmpty() ? new Opaque(line, "nothing") : given.getFirst();
        boolean literal = !given.isEmpty() && given.stream().allMatch(Literal.class::isInstance);
        if (SAME.contains(function) && !(first instanceof Opaque)) {
            return first;
        }
        if (function.equals("Object.keys")) {
            return new Keys(line, first, false);
        }
        if (function.equals("require") && first instanceof Literal module) {
            return new Opaque(line, "require('" + ConnectionFile.shown(module.text()) + "')");
        }
        if (PATHS.contains(function) && literal) {
            long length = given.stream()
                    .mapToLong(part -> ((Literal) part).text().length() + 1L)
                    .sum();
            if (length > JsOperators.LONGEST_TEXT) {
                return new Opaque(line, "a text of more than " + JsOperators.LONGEST_TEXT + " characters");
            }
            String joined = String.join(
                    "/", given.stream().map(part -> ((Literal) part).text()).toList());
            return new Literal(line, joined.replaceAll("/(\\./)*/*", "/").replaceFirst("^\\./\\./", "./"));
        }
        return secretFile(call).<JsValue>map(text -> new Mixed(line, text)).orElse(new Opaque(line, callee(call)));
    }

    /** {@code fs.readFileSync("/run/secrets/…", "utf8").trim()} is what a placeholder for a file does. */
    private Optional<String> secretFile(CallExpressionTree call) {
        return call.operand instanceof MemberExpressionTree trim
                        && trim.memberName.toString().equals("trim")
                        && trim.operand instanceof CallExpressionTree read
                        && path(read.operand).endsWith(".readFileSync")
                        && !read.arguments.arguments.isEmpty()
                        && value(read.arguments.arguments.getFirst()) instanceof Literal file
                        && file.text().startsWith("/run/secrets/")
                ? Optional.of("${file:" + file.text() + "}")
                : Optional.empty();
    }

    boolean isDotenv(CallExpressionTree call) {
        String path = path(call.operand);
        boolean loads = path.equals("require")
                && value(call) instanceof Opaque o
                && o.what().startsWith("require('dotenv");
        boolean config = call.operand instanceof MemberExpressionTree member
                && value(member.operand) instanceof Opaque of
                && of.what().startsWith("require('dotenv");
        return loads || config;
    }

    /** For people, without arguments: those may be secrets. */
    String callee(CallExpressionTree call) {
        return path(call.operand) + "(…)";
    }

    /** {@code a.b.c} for such an expression, for others what it begins with. */
    String path(ParseTree tree) {
        return ConnectionFile.shown(
                switch (tree) {
                    case IdentifierExpressionTree name -> name.identifierToken.toString();
                    case MemberExpressionTree member -> path(member.operand) + "." + member.memberName;
                    case CallExpressionTree call -> path(call.operand) + "(…)";
                    case ParenExpressionTree paren -> path(paren.expression);
                    default -> "…";
                });
    }
}
