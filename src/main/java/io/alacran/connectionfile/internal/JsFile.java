package io.alacran.connectionfile.internal;

import com.google.javascript.jscomp.parsing.parser.Parser;
import com.google.javascript.jscomp.parsing.parser.SourceFile;
import com.google.javascript.jscomp.parsing.parser.trees.BinaryOperatorTree;
import com.google.javascript.jscomp.parsing.parser.trees.CallExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ExportDeclarationTree;
import com.google.javascript.jscomp.parsing.parser.trees.ExpressionStatementTree;
import com.google.javascript.jscomp.parsing.parser.trees.IdentifierExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ImportDeclarationTree;
import com.google.javascript.jscomp.parsing.parser.trees.MemberExpressionTree;
import com.google.javascript.jscomp.parsing.parser.trees.ObjectPatternTree;
import com.google.javascript.jscomp.parsing.parser.trees.ParseTree;
import com.google.javascript.jscomp.parsing.parser.trees.ProgramTree;
import com.google.javascript.jscomp.parsing.parser.trees.PropertyNameAssignmentTree;
import com.google.javascript.jscomp.parsing.parser.trees.VariableDeclarationTree;
import com.google.javascript.jscomp.parsing.parser.trees.VariableStatementTree;
import com.google.javascript.jscomp.parsing.parser.util.ErrorReporter;
import com.google.javascript.jscomp.parsing.parser.util.SourcePosition;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.internal.JsValue.Obj;
import io.alacran.connectionfile.internal.JsValue.Opaque;
import io.alacran.connectionfile.internal.JsValue.Variable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a JavaScript file exports, read from its syntax tree. Nothing is run: of its statements only declarations,
 * assignments and exports are followed, all others are named.
 */
final class JsFile {

    private static final String ENVIRONMENT_FILE =
            "the .env file is not read; put its variables into the console's environment";

    private static final int DEEPEST = 500;

    static {
        // A class whose first use ends in an overflow could never be used again.
        new JsExpressions(_ -> null)
                .value(((ExpressionStatementTree)
                                parse("({a: [1, 'b', `c${d}`, -1, e || f()], g: (h) => h})", new Mistakes())
                                        .sourceElements
                                        .getFirst())
                        .expression);
    }

    private final Map<String, JsValue> bindings = new HashMap<>();
    private final List<Note> notes;
    private final JsExpressions expressions = new JsExpressions(this::lookedUp);
    private @Nullable JsValue exported;

    private JsFile(List<Note> notes) {
        this.notes = notes;
    }

    /**
     * The value of {@code module.exports} or of the default export.
     *
     * @param notes gets what was not followed
     * @throws io.alacran.problem.InvalidInputException where it is not JavaScript or exports nothing
     */
    static JsValue exports(String source, List<Note> notes) {
        if (source.length() > ConnectionFiles.MOST_CHARACTERS) {
            throw Mistakes.one(
                    1,
                    "the file has " + source.length() + " characters, " + ConnectionFiles.MOST_CHARACTERS
                            + " are possible");
        }
        if (depth(source) > DEEPEST) {
            throw Mistakes.one(1, "the file is nested too deeply");
        }
        Mistakes mistakes = new Mistakes();
        try {
            JsFile file = new JsFile(notes);
            ProgramTree program = parse(source, mistakes);
            mistakes.complain();
            program.sourceElements.forEach(file::follow);
            JsValue exported = file.exported;
            if (exported == null) {
                throw Mistakes.one(1, "the file exports nothing: there is no module.exports and no export default");
            }
            return exported;
        } catch (StackOverflowError e) {
            // The parser goes into depth as its source does, and has no limit of its own.
            throw Mistakes.one(1, "the file is nested too deeply");
        }
    }

    /** Of brackets of any kind, also in texts: more than enough for a configuration. */
    private static int depth(String source) {
        int depth = 0;
        int deepest = 0;
        for (int i = 0; i < source.length(); i++) {
            switch (source.charAt(i)) {
                case '(', '[', '{' -> deepest = Math.max(deepest, ++depth);
                case ')', ']', '}' -> depth--;
                default -> {}
            }
        }
        return deepest;
    }

    private static ProgramTree parse(String source, Mistakes mistakes) {
        ErrorReporter reporter = new ErrorReporter() {
            @Override
            protected void reportError(SourcePosition at, String message) {
                mistakes.add(at.line + 1, "is not JavaScript: " + message);
            }

            @Override
            protected void reportWarning(SourcePosition at, String message) {}
        };
        return new Parser(new Parser.Config(), reporter, new SourceFile("config.js", source)).parseProgram();
    }

    private @Nullable JsValue lookedUp(String name) {
        return name.equals("module") || name.equals("exports") ? null : bindings.get(name);
    }

    private void follow(ParseTree statement) {
        int line = JsExpressions.line(statement);
        switch (statement) {
            case VariableStatementTree variables -> variables.declarations.declarations.forEach(this::bind);
            case ExpressionStatementTree expression -> follow(expression.expression);
            case BinaryOperatorTree assignment
            when assignment.operator.toString().equals("=") -> assign(assignment);
            case ExportDeclarationTree export when export.isDefault -> exported = value(export.declaration);
            case ImportDeclarationTree imported -> imported(imported, line);
            case CallExpressionTree call -> {
                if (expressions.isDotenv(call)) {
                    notes.add(new Note(line, ENVIRONMENT_FILE));
                } else if (!(expressions.value(call) instanceof Opaque opaque)
                        || !opaque.what().matches("require\\('[^']*'\\)")) {
                    notes.add(new Note(line, expressions.callee(call) + " is not run"));
                }
            }
            default -> {
                if (!harmless(statement)) {
                    notes.add(new Note(
                            line,
                            "this statement is not run: only declarations, assignments and exports are followed"));
                }
            }
        }
    }

    /** Functions and classes do nothing by being there, nor does "use strict". */
    private static boolean harmless(ParseTree statement) {
        return switch (statement.type) {
            case FUNCTION_DECLARATION, CLASS_DECLARATION, EMPTY_STATEMENT, LITERAL_EXPRESSION -> true;
            default -> false;
        };
    }

    private void imported(ImportDeclarationTree imported, int line) {
        String module = expressions.string(imported.moduleSpecifier).orElse("?");
        if (module.startsWith("dotenv")) {
            notes.add(new Note(line, ENVIRONMENT_FILE));
        }
        if (imported.defaultBindingIdentifier != null) {
            bindings.put(
                    imported.defaultBindingIdentifier.toString(),
                    new Opaque(line, "require('" + ConnectionFile.shown(module) + "')"));
        }
    }

    private void bind(VariableDeclarationTree declared) {
        if (declared.lvalue instanceof ObjectPatternTree pattern
                && declared.initializer != null
                && expressions.path(declared.initializer).equals("process.env")) {
            pattern.fields.forEach(this::bindVariable);
        } else if (declared.lvalue instanceof IdentifierExpressionTree name && declared.initializer != null) {
            bindings.put(name.identifierToken.toString(), value(declared.initializer));
        }
    }

    /** One of {@code const { DB_HOST, DB_NAME: name } = process.env}. */
    private void bindVariable(ParseTree field) {
        int line = JsExpressions.line(field);
        if (field instanceof IdentifierExpressionTree name) {
            String word = name.identifierToken.toString();
            bindings.put(word, new Variable(line, word, null));
        } else if (field instanceof PropertyNameAssignmentTree property) {
            String word = property.name.toString();
            String bound =
                    property.value instanceof IdentifierExpressionTree name ? name.identifierToken.toString() : word;
            bindings.put(bound, new Variable(line, word, null));
        } else {
            notes.add(new Note(line, "this variable of the environment is not followed"));
        }
    }

    private JsValue value(ParseTree tree) {
        // exports = module.exports = {…} and the like
        if (tree instanceof BinaryOperatorTree inner
                && inner.operator.toString().equals("=")) {
            return assign(inner);
        }
        return expressions.value(tree);
    }

    private JsValue assign(BinaryOperatorTree assignment) {
        JsValue value = value(assignment.right);
        ParseTree target = assignment.left;
        int line = JsExpressions.line(assignment);
        if (target instanceof IdentifierExpressionTree name) {
            String word = name.identifierToken.toString();
            if (!word.equals("exports")) {
                bindings.put(word, value);
            }
            return value;
        }
        if (target instanceof MemberExpressionTree member) {
            String of = expressions.path(member.operand);
            String name = member.memberName.toString();
            if (of.equals("module") && name.equals("exports")) {
                exported = value;
                return value;
            }
            Obj object = of.equals("module.exports") || of.equals("exports")
                    ? object(exported, line)
                    : bindings.containsKey(of) ? object(bindings.get(of), line) : null;
            if (object != null) {
                if (of.endsWith("exports")) {
                    exported = object;
                } else {
                    bindings.put(of, object);
                }
                object.members().put(name, value);
                return value;
            }
        }
        notes.add(new Note(line, "this assignment is not followed"));
        return value;
    }

    /** The object that a member is set of; one that is not known becomes one with that member. */
    private static Obj object(@Nullable JsValue present, int line) {
        if (present instanceof Obj object) {
            return object;
        }
        Obj made = new Obj(line);
        if (present instanceof Opaque opaque) {
            made.unknown().add(opaque);
        }
        return made;
    }
}
