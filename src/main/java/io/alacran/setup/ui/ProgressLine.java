package io.alacran.setup.ui;

import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import io.alacran.setup.internal.WizardStep;

/** The steps of the wizard, and which one it is at. */
class ProgressLine extends OrderedList {

    ProgressLine() {
        addClassName("setup-progress");
        for (WizardStep step : WizardStep.values()) {
            add(new ListItem(step.title()));
        }
    }

    void show(WizardStep present) {
        for (WizardStep step : WizardStep.values()) {
            ListItem item = (ListItem) getComponentAt(step.ordinal());
            boolean current = step == present;
            item.setClassName("setup-past", step.ordinal() < present.ordinal());
            item.setClassName("setup-present", current);
            if (current) {
                item.getElement().setAttribute("aria-current", "step");
            } else {
                item.getElement().removeAttribute("aria-current");
            }
        }
    }
}
