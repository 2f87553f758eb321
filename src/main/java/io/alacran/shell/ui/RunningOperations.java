package io.alacran.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.alacran.account.CurrentUser;
import io.alacran.operation.Operation;
import io.alacran.operation.Operations;
import io.alacran.uikit.LiveUpdates;
import io.alacran.uikit.Notifications;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What runs now, on every page; tells who started an operation when it has ended. */
class RunningOperations extends Div {

    private final Operations operations;
    private final CurrentUser person;
    private final Map<String, Operation> running = new LinkedHashMap<>();
    private final Map<String, OperationRow> rows = new LinkedHashMap<>();
    private final Button summary = new Button();
    private final ProgressBar overall = new ProgressBar();
    private final Div list = new Div();

    RunningOperations(Operations operations, CurrentUser person) {
        this.operations = operations;
        this.person = person;
        addClassName("running-operations");
        summary.addThemeVariants(ButtonVariant.AURA_TERTIARY);
        list.addClassName("running-list");
        overall.getElement().setAttribute("aria-label", "Progress of what is running");
        Popover details = new Popover(list);
        details.setTarget(summary);
        details.setPosition(PopoverPosition.BOTTOM_END);
        add(summary, overall, details);
        setVisible(false);
        LiveUpdates.follow(this, operations::follow, this::update);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        running.clear();
        operations.running().forEach(operation -> running.put(operation.id(), operation));
        show();
    }

    private void update(List<Operation> news) {
        for (Operation operation : news) {
            if (!operation.ended()) {
                running.put(operation.id(), operation);
            } else if (running.remove(operation.id()) != null
                    && operation.startedBy().equals(person.name())) {
                tell(operation);
            }
        }
        show();
    }

    private void show() {
        setVisible(!running.isEmpty());
        summary.setText(running.size() == 1 ? label(running.values().iterator().next()) : running.size() + " running");
        overall.setValue(running.values().stream()
                .mapToDouble(Operation::progress)
                .average()
                .orElse(0));
        rows.keySet().removeIf(id -> {
            boolean ended = !running.containsKey(id);
            if (ended) {
                list.remove(rows.get(id));
            }
            return ended;
        });
        running.forEach((id, operation) -> rows.computeIfAbsent(id, fresh -> {
                    OperationRow row = new OperationRow();
                    list.add(row);
                    return row;
                })
                .show(operation));
    }

    private static void tell(Operation operation) {
        String outcome = operation.outcome() == null ? label(operation) + " has ended" : operation.outcome();
        if (operation.state() == Operation.State.SUCCEEDED) {
            Notifications.success(outcome);
        } else {
            Notifications.error(outcome, operation.remedy());
        }
    }

    private static String label(Operation operation) {
        return operation.title();
    }
}
