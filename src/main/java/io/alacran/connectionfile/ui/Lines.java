package io.alacran.connectionfile.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;

/** A list of short lines. */
final class Lines {

    private static final int MOST = 200;

    private Lines() {}

    /** @param label for screen readers */
    static UnorderedList of(String label, List<String> lines) {
        UnorderedList list = new UnorderedList();
        list.addClassName("connection-file-lines");
        list.getElement().setAttribute("aria-label", label);
        lines.stream().limit(MOST).forEach(line -> list.add(new ListItem(line)));
        if (lines.size() > MOST) {
            list.add(new ListItem("… and " + (lines.size() - MOST) + " more"));
        }
        return list;
    }
}
