package io.alacran.connectionfile.internal;

import io.alacran.connectionfile.internal.Value.Fields;
import java.util.ArrayList;
import java.util.List;

/** What of a connection other tools have no words for. */
final class LeftOut {

    private static final List<String> NOWHERE_ELSE = List.of(
            "initSql",
            "readOnly",
            "rowLimit",
            "slowStatementMillis",
            "slowStatementPlans",
            "colour",
            "tags",
            "sshTunnel");

    private final List<String> all;

    LeftOut(List<String> all) {
        this.all = all;
    }

    /** @param client Knex's word for it */
    void name(String path, Fields f, String client) {
        List<String> names = new ArrayList<>(present(f, NOWHERE_ELSE));
        names.addAll(present(f, List.of("description")));
        if (!client.equals("pg")) {
            names.addAll(present(f, List.of("statementTimeoutMillis", "schema")));
        }
        f.fields("properties")
                .ifPresent(p -> p.all().keySet().stream()
                        .filter(name -> !client.equals("pg") || !name.equals("ApplicationName"))
                        .forEach(name -> names.add("properties." + name)));
        say(path, names);
    }

    void say(String path, List<String> names) {
        if (!names.isEmpty()) {
            all.add(path + ": " + String.join(", ", names) + " left out");
        }
    }

    static List<String> present(Fields f, List<String> names) {
        return names.stream().filter(name -> f.get(name) != null).toList();
    }
}
