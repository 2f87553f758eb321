package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.popover.Popover;
import io.alacran.connection.ConnectionLint;
import io.alacran.connection.ConnectionLint.Finding;
import io.alacran.connection.NamedConnection;
import io.alacran.uikit.Notifications;
import java.util.List;

/** A quiet mark with the number of things to think about; it opens onto them, and each can be dismissed. */
class FindingsMark extends Div {

    private final transient ConnectionLint lint;
    private final transient Runnable changed;
    private final String connection;
    private final String name;
    private final Button mark = new Button(VaadinIcon.LIGHTBULB.create());
    private final UnorderedList list = new UnorderedList();
    private transient List<Finding> shown = List.of();

    /** @param changed called when a finding was dismissed or is shown again */
    FindingsMark(ConnectionLint lint, NamedConnection connection, Runnable changed) {
        this.lint = lint;
        this.connection = connection.reference();
        this.name = connection.name();
        this.changed = changed;
        addClassName("findings");
        mark.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        mark.addClassName("findings-mark");
        list.addClassName("findings-list");
        Popover popover = new Popover(list);
        popover.addClassName("findings-popover");
        popover.setTarget(mark);
        popover.setAriaLabel("What to think about with " + name);
        popover.setModal(true);
        add(mark);
        setVisible(false);
    }

    void show(List<Finding> findings) {
        if (findings.equals(shown)) {
            return;
        }
        shown = findings;
        long open = findings.stream().filter(f -> !f.dismissed()).count();
        setVisible(!findings.isEmpty());
        mark.setText(open == 0 ? "" : String.valueOf(open));
        mark.setClassName("findings-none", open == 0);
        String words =
                open == 0 ? "nothing open" : open == 1 ? "1 thing to think about" : open + " things to think about";
        mark.setAriaLabel(name + ": " + words);
        mark.getElement().setAttribute("title", words);
        list.removeAll();
        findings.stream().filter(f -> !f.dismissed()).forEach(f -> list.add(item(f)));
        findings.stream().filter(Finding::dismissed).forEach(f -> list.add(dismissed(f)));
    }

    private ListItem item(Finding finding) {
        Paragraph what = new Paragraph(finding.what());
        what.addClassName("findings-what");
        Paragraph why = new Paragraph(finding.why());
        why.addClassName("secondary");
        Button dismiss = new Button("It is meant so", click -> act(() -> lint.dismiss(connection, finding.id())));
        dismiss.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        dismiss.setTooltipText("Do not show this finding again");
        return new ListItem(what, why, new Paragraph(finding.remedy()), dismiss);
    }

    private ListItem dismissed(Finding finding) {
        Span what = new Span(finding.what());
        what.addClassName("secondary");
        Button restore = new Button("Show again", click -> act(() -> lint.restore(connection, finding.id())));
        restore.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        ListItem item = new ListItem(what, restore);
        item.addClassName("findings-dismissed");
        return item;
    }

    private void act(Runnable action) {
        try {
            action.run();
            changed.run();
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }
}
