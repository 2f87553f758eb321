package io.alacran.cli;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/** The commands by what they are about, as the help lists them. Each is made when it is wanted, as looking at all takes time. */
final class CommandGroups {

    private static final int NAME_COLUMN = 20;
    private static final int WIDTH = 80;

    private final Map<String, List<String>> titles = new LinkedHashMap<>();
    private final Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
    private final Map<Object, CommandLine> parents = new IdentityHashMap<>();
    private final Map<CommandSpec, CommandSpec> owners = new IdentityHashMap<>();

    /** @param names of those of the object's methods that are commands, in order */
    CommandGroups group(String title, Object methods, String names) {
        for (String name : names.split(" ")) {
            add(title, name, () -> method(methods, name));
        }
        return this;
    }

    private CommandLine method(Object methods, String name) {
        CommandLine owner = parents.computeIfAbsent(methods, CommandLine::new);
        CommandLine command = owner.getSubcommands().get(name);
        if (command == null) {
            throw new IllegalStateException("no method is the command " + name);
        }
        owners.put(command.getCommandSpec(), owner.getCommandSpec());
        return command;
    }

    CommandGroups command(String title, String name, Object command) {
        return add(title, name, () -> new CommandLine(command));
    }

    /** A command with commands of its own. */
    CommandGroups command(String title, String name, Supplier<CommandLine> command) {
        return add(title, name, command);
    }

    private CommandGroups add(String title, String name, Supplier<CommandLine> command) {
        titles.computeIfAbsent(title, _ -> new ArrayList<>()).add(name);
        commands.put(name, command);
        return this;
    }

    /** @param first of the arguments: if it is a command, no other is needed; else it may be help, or a misspelt one */
    void addTo(CommandLine root, String first) {
        Supplier<CommandLine> wanted = commands.get(first);
        if (wanted != null) {
            root.addSubcommand(first, wanted.get());
        } else {
            commands.forEach((name, command) -> root.addSubcommand(name, command.get()));
        }
        root.setExecutionStrategy(this::execute);
        root.getHelpSectionMap().remove(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, this::list);
    }

    /** A method is called on its parent's object, which the root is not, though it is the parent while parsing. */
    private int execute(ParseResult line) {
        Integer helped = CommandLine.executeHelpRequest(line);
        if (helped != null) {
            return helped;
        }
        if (line.hasSubcommand()) {
            CommandSpec command = line.subcommand().commandSpec();
            command.parent(owners.getOrDefault(command, command.parent()));
        }
        return new CommandLine.RunLast().execute(line);
    }

    private String list(Help help) {
        StringBuilder list = new StringBuilder();
        titles.forEach((title, names) -> {
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAME_COLUMN, 2, Column.Overflow.SPAN),
                    new Column(WIDTH - NAME_COLUMN, 2, Column.Overflow.WRAP));
            for (String name : names) {
                Help command = Objects.requireNonNull(help.subcommands().get(name));
                table.addRowValues(
                        help.colorScheme().commandText(name),
                        help.colorScheme()
                                .text(String.join(
                                        " ",
                                        command.commandSpec().usageMessage().description())));
            }
            list.append(System.lineSeparator())
                    .append(title)
                    .append(System.lineSeparator())
                    .append(table);
        });
        return list.toString();
    }
}
