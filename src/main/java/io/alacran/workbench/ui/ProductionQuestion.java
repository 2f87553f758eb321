package io.alacran.workbench.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Code;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import io.alacran.connection.NamedConnection;
import io.alacran.workbench.ReadProof;
import io.alacran.workbench.SqlStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Asks before statements run in production that are not proved to only read. */
class ProductionQuestion extends Dialog {

    private static final int SHOWN = 5;
    private static final int LONGEST = 160;

    /**
     * A statement that may write.
     *
     * @param where the connection
     * @param doubt why, as a clause
     */
    private record Doubtful(SqlStatement statement, String where, String doubt) {}

    private ProductionQuestion(List<Doubtful> all, Runnable run) {
        addClassName("production-question");
        String names = all.stream().map(Doubtful::where).distinct().collect(Collectors.joining(" and "));
        setHeaderTitle("Run on " + names + "? It is production.");
        UnorderedList list = new UnorderedList();
        all.stream().limit(SHOWN).map(ProductionQuestion::item).forEach(list::add);
        add(new Paragraph(all.size() == 1 ? "This statement may write:" : all.size() + " statements may write:"), list);
        if (all.size() > SHOWN) {
            add(new Paragraph("and " + (all.size() - SHOWN) + " more"));
        }
        Button cancel = new Button("Cancel", click -> close());
        // Whoever is used to pressing Enter does no harm
        addOpenedChangeListener(change -> cancel.focus());
        Button go = new Button("Run on " + names, click -> {
            close();
            run.run();
        });
        go.addThemeVariants(ButtonVariant.AURA_PRIMARY, ButtonVariant.AURA_DANGER);
        getFooter().add(cancel, go);
    }

    /**
     * Runs them at once, or after a yes where one of them may write in production.
     *
     * @param usual where those run that name no connection
     */
    static void before(List<SqlStatement> statements, NamedConnection usual, WorkbenchServices services, Runnable run) {
        List<Doubtful> doubtful = new ArrayList<>();
        for (SqlStatement statement : statements) {
            Optional<NamedConnection> where = statement.on() == null
                    ? Optional.of(usual)
                    : connection(statement.on(), usual.environment(), services);
            where.filter(c -> c.isProduction() && !c.readOnly())
                    .flatMap(c -> ReadProof.doubt(statement.text(), c.client())
                            .map(doubt -> new Doubtful(statement, c.name(), doubt)))
                    .ifPresent(doubtful::add);
        }
        if (doubtful.isEmpty()) {
            run.run();
        } else {
            new ProductionQuestion(doubtful, run).open();
        }
    }

    private static Optional<NamedConnection> connection(String name, String environment, WorkbenchServices services) {
        return services.groups()
                .find(name, environment)
                .map(services.groups()::asConnection)
                .or(() -> services.connections().find(name, environment));
    }

    private static ListItem item(Doubtful doubtful) {
        String text = doubtful.statement().text().strip();
        Code code = new Code(text.length() > LONGEST ? text.substring(0, LONGEST) + " …" : text);
        return new ListItem(new Div(code), new Span(doubtful.doubt()));
    }
}
