package io.alacran.connection.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.IntegerField;
import io.alacran.connection.ConnectionReference;
import io.alacran.connection.Connections;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolSetting;
import io.alacran.problem.InvalidInputException;
import io.alacran.uikit.FieldErrors;
import io.alacran.uikit.Notifications;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sizes to change at once, and every setting with what becomes of it. */
class PoolSettingsPanel extends Section {

    private final transient Connections connections;
    private final Runnable changed;
    private final IntegerField min = number("Idle at least");
    private final IntegerField max = number("Open at most");
    private final IntegerField acquire = number("Wait at most, ms");
    private final FieldErrors errors =
            new FieldErrors().at("pool.min", min).at("pool.max", max).at("pool.acquireTimeoutMillis", acquire);
    private final Div all = new Div();
    private @Nullable String shown;

    PoolSettingsPanel(Connections connections, Runnable changed) {
        this.connections = connections;
        this.changed = changed;
        addClassNames("panel", "pool-settings");
        Button apply = new Button("Apply", click -> apply());
        apply.setTooltipText("Takes effect in the open pool; statements go on");
        Button evict = new Button("Open all sessions anew", click -> evict());
        evict.setTooltipText("Idle sessions end now, those in use when they are given back");
        Div fields = new Div(min, max, acquire, apply, evict);
        fields.addClassName("pool-fields");
        Details details = new Details("All settings", all);
        details.addClassName("pool-details");
        add(new H2("Settings"), fields, details);
    }

    void show(NamedConnection connection) {
        shown = connection.reference();
        min.setValue(connection.pool().min());
        max.setValue(connection.pool().max());
        acquire.setValue((int) connection.pool().acquireTimeoutMillis());
        all.removeAll();
        UnorderedList list = new UnorderedList();
        list.addClassName("pool-notes");
        PoolPlan plan = PoolPlan.of(connection.pool(), connection.client());
        for (PoolSetting setting : PoolSetting.values()) {
            list.add(line(setting, plan, connection));
        }
        all.add(list);
    }

    private static ListItem line(PoolSetting setting, PoolPlan plan, NamedConnection connection) {
        Optional<PoolPlan.Note> note =
                plan.notes().stream().filter(n -> n.setting() == setting).findFirst();
        Object effective = plan.effective().get(setting.hikariWord().orElse(setting.word()));
        Object asked = connection.pool().asked().get(setting);
        Span name = new Span(setting.word());
        name.addClassName("mono");
        Span value = new Span(effective == null ? "–" : effective.toString());
        value.addClassName("pool-value");
        String meaning = setting.meaning() + "."
                + setting.hikariWord()
                        .filter(word -> !word.equals(setting.word()))
                        .map(word -> " HikariCP: " + word + ".")
                        .orElse("");
        Span words = new Span(note.map(n -> said(n, asked)).orElse("") + meaning);
        ListItem item = new ListItem(name, value, words);
        item.setClassName(
                "adjusted",
                note.filter(n -> n.effect() != PoolPlan.Effect.TAKES_EFFECT).isPresent());
        return item;
    }

    private static String said(PoolPlan.Note note, @Nullable Object asked) {
        String effect = switch (note.effect()) {
            case TAKES_EFFECT -> "";
            case ADJUSTED -> asked == null ? "Adjusted. " : "Adjusted from " + asked + ". ";
            case NO_COUNTERPART -> asked + " has no effect. ";
        };
        return effect + note.because() + (note.because().isEmpty() ? "" : " ");
    }

    private void apply() {
        Map<String, Object> changes = new HashMap<>();
        changes.put("min", Objects.requireNonNullElse(min.getValue(), 0));
        changes.put("max", Objects.requireNonNullElse(max.getValue(), 0));
        changes.put("acquireTimeoutMillis", Objects.requireNonNullElse(acquire.getValue(), 0));
        if (shown == null) {
            return;
        }
        errors.clear();
        try {
            errors.refuseUnreadable();
            connections.configurePool(shown, new PoolDraft(changes));
            Notifications.success("The pool of " + ConnectionReference.nameOf(shown) + " is changed.");
            changed.run();
        } catch (InvalidInputException e) {
            errors.show(e);
        } catch (RuntimeException e) {
            Notifications.error(e);
        }
    }

    private void evict() {
        if (shown != null) {
            try {
                connections.evict(shown);
                Notifications.success("The sessions of " + ConnectionReference.nameOf(shown)
                        + " are opened anew as they become free.");
            } catch (RuntimeException e) {
                Notifications.error(e);
            }
        }
    }

    private static IntegerField number(String label) {
        IntegerField field = new IntegerField(label);
        field.setStepButtonsVisible(true);
        return field;
    }
}
