package io.alacran.workbench.ui;

import io.alacran.workbench.ui.SchemaNode.ColumnItem;
import io.alacran.workbench.ui.SchemaNode.TableItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Tables and their columns that can be named without a schema, as far as the tree has seen them. */
class CompletionNames {

    private final Map<String, List<String>> columnsByTable = new TreeMap<>();
    private final Consumer<Map<String, List<String>>> follower;

    CompletionNames(Consumer<Map<String, List<String>>> follower) {
        this.follower = follower;
    }

    void clear() {
        columnsByTable.clear();
    }

    void add(SchemaNode node) {
        if (node instanceof TableItem table && table.schema().isDefault()) {
            columnsByTable.putIfAbsent(table.table().name(), List.of());
        } else if (node instanceof ColumnItem(TableItem table, var column)
                && table.schema().isDefault()) {
            columnsByTable.merge(table.table().name(), List.of(column.name()), (known, more) -> {
                List<String> all = new ArrayList<>(known);
                all.addAll(more);
                return all;
            });
        }
    }

    /** Hands on what is known by now. */
    void tell() {
        follower.accept(columnsByTable);
    }
}
