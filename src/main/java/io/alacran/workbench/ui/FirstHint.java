package io.alacran.workbench.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import io.alacran.uikit.EmptyState;
import java.util.function.Consumer;

/** What a tab shows before anything was run in it. */
final class FirstHint extends EmptyState {

    private static final String EXAMPLE = """
            -- What each category earned, without what came back
            select p.category,
                   count(distinct o.id) as orders,
                   round(sum(i.quantity * i.unit_price), 2) as revenue
            from order_items i
            join products p on p.id = i.product_id
            join orders o on o.id = i.order_id
            where o.status <> 'returned'
            group by p.category
            order by revenue desc;
            """;

    private FirstHint(String line, Component... actions) {
        super(line, actions);
    }

    /** Offers a query to try the sample with. */
    static FirstHint sample(Consumer<String> run) {
        return new FirstHint(
                "This is a small shop with made-up data. Rows appear here as they come from the database.",
                new Button("Run an example", click -> run.accept(EXAMPLE)));
    }

    static FirstHint usual() {
        return new FirstHint("Rows appear here as they come from the database, however many there are.");
    }
}
