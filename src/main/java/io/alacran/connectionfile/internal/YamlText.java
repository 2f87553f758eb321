package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.internal.Value.Field;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Nothing;
import io.alacran.connectionfile.internal.Value.Text;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.representer.Represent;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML with the line of everything in it. No object is ever made of it but texts, lists and names. */
final class YamlText {

    private static final int MOST_NODES = 50_000;
    private static final int DEEPEST = 50;

    private final Mistakes mistakes;
    private int nodes;
    private long characters;

    private YamlText(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    /** Each document, in order; those that are empty are left out. */
    static List<Fields> read(String text, Mistakes mistakes) {
        if (text.length() > ConnectionFiles.MOST_CHARACTERS) {
            throw Mistakes.one(
                    1,
                    "the file has " + text.length() + " characters, " + ConnectionFiles.MOST_CHARACTERS
                            + " are possible");
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ConnectionFiles.MOST_CHARACTERS);
        options.setNestingDepthLimit(DEEPEST);
        List<Fields> documents = new ArrayList<>();
        try {
            YamlText yaml = new YamlText(mistakes);
            for (Node node : new Yaml(options).composeAll(new StringReader(text))) {
                Value document = yaml.value(node, 0);
                if (document instanceof Fields fields) {
                    documents.add(fields);
                } else if (!(document instanceof Nothing)) {
                    mistakes.add(document.line(), "the file is " + document.kind() + ", not names with values");
                }
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            mistakes.add(line, "is not YAML: " + e.getProblem());
        } catch (YAMLException e) {
            mistakes.add(1, "is not YAML: " + e.getMessage());
        }
        return documents;
    }

    private Value value(Node node, int depth) {
        int line = node.getStartMark().getLine() + 1;
        // What an anchor stands for is counted each time, so that few bytes do not become many.
        if (++nodes > MOST_NODES || depth > DEEPEST) {
            throw Mistakes.one(line, "the file has more than " + MOST_NODES + " values or is nested too deeply");
        }
        if (node instanceof ScalarNode scalar
                && (characters += scalar.getValue().length()) > ConnectionFiles.MOST_CHARACTERS) {
            throw Mistakes.one(
                    line,
                    "the file has more than " + ConnectionFiles.MOST_CHARACTERS
                            + " characters where its anchors are used");
        }
        return switch (node) {
            case ScalarNode scalar when Tag.NULL.equals(scalar.getTag()) -> new Nothing(line);
            case ScalarNode scalar
            when Tag.BINARY.equals(scalar.getTag()) ->
                throw Mistakes.one(line, "!!binary has no place here; write a text in double quotes");
            case ScalarNode scalar -> new Text(line, scalar.getValue(), scalar.isPlain());
            case SequenceNode list -> {
                List<Value> items = new ArrayList<>();
                for (Node item : list.getValue()) {
                    items.add(value(item, depth + 1));
                }
                yield new Items(line, items);
            }
            case MappingNode map -> fields(map, line, depth);
            default -> throw Mistakes.one(line, "has a kind of YAML that has no place here");
        };
    }

    private Fields fields(MappingNode map, int line, int depth) {
        Fields fields = new Fields(line);
        Map<String, Field> merged = new LinkedHashMap<>();
        for (NodeTuple tuple : map.getValue()) {
            Node key = tuple.getKeyNode();
            int at = key.getStartMark().getLine() + 1;
            Value value = value(tuple.getValueNode(), depth + 1);
            if (!(key instanceof ScalarNode name)) {
                mistakes.add(at, "a name has to be a text");
            } else if (Tag.MERGE.equals(name.getTag())) {
                merge(value, merged);
            } else if (fields.all().putIfAbsent(name.getValue(), new Field(at, value)) != null) {
                mistakes.add(at, "'" + name.getValue() + "' is there twice");
            }
        }
        merged.forEach(fields.all()::putIfAbsent);
        return fields;
    }

    private void merge(Value value, Map<String, Field> merged) {
        switch (value) {
            case Fields fields -> fields.all().forEach(merged::putIfAbsent);
            case Items list -> list.items().forEach(item -> merge(item, merged));
            default -> mistakes.add(value.line(), "<<: takes an anchor with names and values");
        }
    }

    /** With a comment at its top. */
    static String write(String comment, Fields... documents) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        List<Object> plain = new ArrayList<>();
        for (Fields document : documents) {
            plain.add(plain(document));
        }
        String heading = comment.isEmpty() ? "" : "# " + comment.replace("\n", "\n# ") + "\n";
        return heading
                + new Yaml(new WithPlain(options), options)
                        .dumpAll(plain.iterator())
                        .replaceFirst("^---\\s*\n", "");
    }

    /** A number, flag or date, kept in the very words of the file: {@code 1.10} does not become 1.1. */
    private record Plain(String text, Tag tag) {

        private static final Set<Tag> TAGS = Set.of(Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.TIMESTAMP);
        private static final Resolver RESOLVER = new Resolver();

        /** What is a text after all is one. */
        static Object of(String text) {
            Tag tag = RESOLVER.resolve(NodeId.scalar, text, true);
            return TAGS.contains(tag) ? new Plain(text, tag) : text;
        }
    }

    private static final class WithPlain extends Representer {

        WithPlain(DumperOptions options) {
            super(options);
            Represent usual = Objects.requireNonNull(representers.get(String.class));
            // Else what cannot be printed would become !!binary
            representers.put(
                    String.class,
                    text -> StreamReader.isPrintable((String) text)
                            ? usual.representData(text)
                            : representScalar(Tag.STR, (String) text, DumperOptions.ScalarStyle.DOUBLE_QUOTED));
            representers.put(Plain.class, data -> {
                Plain plain = (Plain) data;
                return representScalar(plain.tag(), plain.text(), DumperOptions.ScalarStyle.PLAIN);
            });
        }
    }

    private static Object plain(Value value) {
        return switch (value) {
            case Fields fields -> {
                Map<String, Object> map = new LinkedHashMap<>();
                fields.all().forEach((name, field) -> {
                    if (!(field.value() instanceof Nothing)) {
                        map.put(name, plain(field.value()));
                    }
                });
                yield map;
            }
            // Each a list of its own: what is the same object becomes an alias.
            case Items list ->
                list.items().stream().map(YamlText::plain).collect(Collectors.toCollection(ArrayList::new));
            case Text text -> text.plain() ? Plain.of(text.text()) : text.text();
            case Nothing nothing -> "";
        };
    }
}
