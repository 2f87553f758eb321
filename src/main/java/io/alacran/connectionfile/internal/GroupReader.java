package io.alacran.connectionfile.internal;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.GroupDraft;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Items;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A group in the words of the file, which are those of the API: read, written, and shown where it differs. */
final class GroupReader {

    private static final List<String> KNOWN =
            List.of("description", "primary", "replicas", "balance", "maxLagMs", "stickyMs", "fallback");
    private static final List<String> REPLICA = List.of("connection", "weight");
    private static final Pattern INDEXED = Pattern.compile("(\\w+)\\[(\\d+)](?:\\.(\\w+))?");

    private final Fields fields;
    private final FieldReader read;

    private GroupReader(Fields fields, FieldReader read) {
        this.fields = fields;
        this.read = read;
    }

    static GroupReader of(String environment, String name, Fields fields, Mistakes mistakes) {
        return new GroupReader(
                fields, new FieldReader(environment + ".groups." + ConnectionFile.shown(name) + ".", mistakes));
    }

    /** Whatever is misspelt or of a wrong kind is named. */
    GroupDraft draft(String environment, String name) {
        read.unknown(fields, "", KNOWN);
        return new GroupDraft(
                name,
                environment,
                read.text(fields, "", "description"),
                read.text(fields, "", "primary"),
                replicas(),
                read.text(fields, "", "balance"),
                read.number(fields, "", "maxLagMs"),
                read.number(fields, "", "stickyMs"),
                read.texts(fields, "fallback"));
    }

    private List<GroupDraft.Replica> replicas() {
        List<Value> items = read.items(fields, "replicas");
        List<GroupDraft.Replica> replicas = new ArrayList<>();
        for (Value item : items == null ? List.<Value>of() : items) {
            String field = "replicas[" + replicas.size() + "]";
            if (item instanceof Fields replica) {
                read.unknown(replica, field + ".", REPLICA);
                replicas.add(new GroupDraft.Replica(
                        read.text(replica, field + ".", "connection"), read.integer(replica, field + ".", "weight")));
            } else {
                read.wrong(item.line(), field, "is " + item.kind() + ", not {connection: …, weight: …}");
                replicas.add(new GroupDraft.Replica(null, null));
            }
        }
        return replicas;
    }

    /** Adds what the console would refuse, unless something was said of it already. */
    void refused(FieldError error) {
        if (!read.isWrong(error.field())) {
            read.wrong(lineOf(error.field()), error.field(), error.message());
        }
    }

    /** Of a field such as {@code primary} or {@code replicas[1].weight}. */
    private int lineOf(String field) {
        Matcher indexed = INDEXED.matcher(field);
        if (!indexed.matches() || !(fields.get(indexed.group(1)) instanceof Items list)) {
            return fields.lineOf(field);
        }
        Value item = list.items().get(Integer.parseInt(indexed.group(2)));
        return item instanceof Fields one && indexed.group(3) != null ? one.lineOf(indexed.group(3)) : item.line();
    }

    /** Without what is as usual. */
    static Fields described(ConnectionGroup group) {
        Fields f = new Fields(0);
        f.put(0, "description", group.description());
        f.put(0, "primary", group.primary());
        List<Value> replicas = new ArrayList<>();
        for (Replica replica : group.replicas()) {
            Fields one = new Fields(0);
            one.put(0, "connection", replica.connection());
            if (replica.weight() != 1) {
                one.put(0, "weight", replica.weight());
            }
            replicas.add(one);
        }
        f.put("replicas", new Items(0, replicas));
        if (group.balance() != Balance.ROUND_ROBIN) {
            f.put(0, "balance", group.balance().word());
        }
        f.put(0, "maxLagMs", group.maxLagMs());
        if (group.stickyMs() != ConnectionGroup.STICKY_MS) {
            f.put(0, "stickyMs", group.stickyMs());
        }
        if (!group.fallback().equals(List.of(Fallback.PRIMARY))) {
            List<Value> order = new ArrayList<>();
            group.fallback().forEach(who -> order.add(new Text(0, who.word(), false)));
            f.put("fallback", new Items(0, order));
        }
        return f;
    }

    /** Field by field for people; replicas as the command line takes them, such as {@code shop-b=3}. */
    static Map<String, String> flat(ConnectionGroup group) {
        Map<String, String> flat = new LinkedHashMap<>(described(group).flat());
        flat.replace(
                "replicas",
                group.replicas().stream()
                        .map(r -> r.weight() == 1 ? r.connection() : r.connection() + "=" + r.weight())
                        .collect(Collectors.joining(", ")));
        flat.computeIfPresent("fallback", (field, order) -> order.isEmpty() ? "nobody" : order);
        return flat;
    }
}
