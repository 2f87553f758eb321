package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.ConnectionGroup.Balance;
import io.alacran.connection.ConnectionGroup.Fallback;
import io.alacran.connection.ConnectionGroup.Replica;
import io.alacran.connection.ConnectionLabels;
import io.alacran.connection.Connections;
import io.alacran.connection.GroupDraft;
import io.alacran.connection.Groups;
import io.alacran.connection.NamedConnection;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a group, or changes one. */
class GroupDialog extends Dialog {

    private static final List<List<Fallback>> FALLBACKS = List.of(
            List.of(Fallback.PRIMARY),
            List.of(Fallback.REPLICAS, Fallback.PRIMARY),
            List.of(Fallback.PRIMARY, Fallback.REPLICAS),
            List.of(Fallback.REPLICAS),
            List.of());

    private final transient Groups groups;
    private final transient @Nullable ConnectionGroup present;
    private final TextField name = new TextField("Name");
    private final TextField description = new TextField("Description");
    private final Select<NamedConnection> primary = new Select<>();
    private final MultiSelectComboBox<NamedConnection> replicas = new MultiSelectComboBox<>("Replicas");
    private final Select<String> balance = new Select<>();
    private final Div weights = new Div();
    private final transient Map<NamedConnection, IntegerField> weightOf = new LinkedHashMap<>();
    private final IntegerField maxLag = new IntegerField("Largest lag, ms");
    private final IntegerField sticky = new IntegerField("Read from the primary after a write, ms");
    private final Select<List<Fallback>> fallback = new Select<>();
    private final FieldErrors errors;

    /** @param present null for a new one */
    GroupDialog(Groups groups, Connections connections, ChosenEnvironment chosen, @Nullable ConnectionGroup present) {
        this.groups = groups;
        this.present = present;
        addClassName("group-dialog");
        setHeaderTitle(present == null ? "New group" : "Group " + present.name());
        List<NamedConnection> all = chosen.first(connections.list());
        ConnectionLabels labels = new ConnectionLabels(chosen.word());
        primary.setLabel("Primary");
        primary.setItems(all);
        primary.setItemLabelGenerator(labels::of);
        primary.setHelperText("Writes go here, and whatever is not proved to only read");
        replicas.setItems(all);
        replicas.setItemLabelGenerator(labels::of);
        replicas.addValueChangeListener(change -> showWeights());
        balance.setLabel("Reads are spread");
        balance.setItems(Arrays.stream(Balance.values()).map(Balance::word).toList());
        balance.addValueChangeListener(change -> showWeights());
        maxLag.setHelperText("A replica further behind is left out; empty for any");
        fallback.setLabel("When no replica is fit");
        fallback.setItems(FALLBACKS);
        fallback.setItemLabelGenerator(GroupDialog::words);
        weights.addClassName("group-weights");
        errors = new FieldErrors()
                .at("name", name)
                .at("description", description)
                .at("primary", primary)
                .at("replicas", replicas)
                .at("balance", balance)
                .at("maxLagMs", maxLag)
                .at("stickyMs", sticky)
                .at("fallback", fallback);
        Div fields = new Div(name, description, primary, replicas, balance, weights, maxLag, sticky, fallback);
        fields.addClassName("connection-grid");
        add(fields);
        Button save = new Button(present == null ? "Make the group" : "Save", click -> save());
        save.addThemeVariants(ButtonVariant.AURA_PRIMARY);
        getFooter().add(new Button("Cancel", click -> close()), save);
        fill(all);
    }

    private static String words(List<Fallback> order) {
        return order.isEmpty() ? "nobody" : order.stream().map(Fallback::word).collect(Collectors.joining(", then "));
    }

    private void fill(List<NamedConnection> all) {
        ConnectionGroup group = present;
        if (group == null) {
            balance.setValue(Balance.ROUND_ROBIN.word());
            sticky.setValue((int) ConnectionGroup.STICKY_MS);
            fallback.setValue(FALLBACKS.getFirst());
            return;
        }
        name.setValue(group.name());
        description.setValue(Inputs.shown(group.description()));
        primary.setValue(member(group, group.primary(), all));
        List<NamedConnection> chosen = group.replicas().stream()
                .map(replica -> member(group, replica.connection(), all))
                .toList();
        balance.setValue(group.balance().word());
        replicas.setValue(chosen);
        showWeights();
        for (int i = 0; i < chosen.size(); i++) {
            IntegerField weight = weightOf.get(chosen.get(i));
            if (weight != null) {
                weight.setValue(group.replicas().get(i).weight());
            }
        }
        maxLag.setValue(Inputs.shown(group.maxLagMs()));
        sticky.setValue((int) group.stickyMs());
        fallback.setValue(group.fallback());
    }

    private static NamedConnection member(ConnectionGroup group, String name, List<NamedConnection> all) {
        return all.stream()
                .filter(c -> c.reference().equals(group.reference(name)))
                .findFirst()
                .orElseThrow();
    }

    /** A weight for each replica, where they count. */
    private void showWeights() {
        weights.removeAll();
        weightOf.keySet().retainAll(replicas.getValue());
        for (NamedConnection replica : replicas.getValue()) {
            IntegerField field = weightOf.computeIfAbsent(replica, r -> {
                IntegerField made = new IntegerField("Weight of " + r.name());
                made.setValue(1);
                made.setMin(1);
                made.setMax(Replica.MOST_WEIGHT);
                made.setStepButtonsVisible(true);
                return made;
            });
            weights.add(field);
        }
        weights.setVisible(Balance.WEIGHTED.word().equals(balance.getValue()));
    }

    private void save() {
        errors.clear();
        try {
            ConnectionGroup group = present;
            errors.refuseUnreadable();
            ConnectionGroup kept = group == null ? groups.create(draft()) : groups.update(group.reference(), draft());
            Notifications.success("The group " + kept.name() + (group == null ? " is made." : " is changed."));
            close();
        } catch (InvalidInputException e) {
            errors.show(e);
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    private GroupDraft draft() {
        NamedConnection writes = primary.getValue();
        List<GroupDraft.Replica> reads = new ArrayList<>();
        for (NamedConnection replica : replicas.getValue()) {
            IntegerField weight = Objects.requireNonNull(weightOf.get(replica));
            reads.add(new GroupDraft.Replica(replica.reference(), weight.getValue()));
        }
        return new GroupDraft(
                name.getValue().strip(),
                writes == null ? null : writes.environment(),
                Inputs.text(description.getValue()),
                writes == null ? null : writes.reference(),
                reads,
                balance.getValue(),
                Inputs.number(maxLag.getValue()),
                Inputs.number(sticky.getValue()),
                fallback.getValue().stream().map(Fallback::word).toList());
    }
}
