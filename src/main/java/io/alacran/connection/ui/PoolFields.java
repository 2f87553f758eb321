package io.alacran.connection.ui;

import com.vaadin.flow.component.AbstractField;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasLabel;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import io.alacran.connection.PoolDraft;
import io.alacran.connection.PoolPlan;
import io.alacran.connection.PoolSetting;
import io.alacran.connection.PoolSettings;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The settings of the pool in either vocabulary, each with what becomes of it. */
class PoolFields extends Div {

    private static final String KNEX = "Knex";
    private static final String HIKARI = "HikariCP";

    private final Map<PoolSetting, AbstractField<?, ?>> fields = new EnumMap<>(PoolSetting.class);
    private final Map<PoolSetting, Span> notes = new EnumMap<>(PoolSetting.class);
    private final RadioButtonGroup<String> words = new RadioButtonGroup<>("In the words of", KNEX, HIKARI);

    PoolFields(WatchedFields watched) {
        addClassNames("connection-group", "connection-pool");
        words.setValue(KNEX);
        words.addValueChangeListener(change -> label());
        Div usual = new Div();
        usual.addClassName("connection-grid");
        Div rest = new Div();
        rest.addClassName("connection-grid");
        for (PoolSetting setting : PoolSetting.values()) {
            boolean inSight =
                    setting.compareTo(PoolSetting.ACQUIRE_TIMEOUT) <= 0 || setting == PoolSetting.IDLE_TIMEOUT;
            (inSight ? usual : rest).add(cell(setting, watched));
        }
        Paragraph lead = new Paragraph("What is left empty gets the default that is shown. Times are in milliseconds.");
        lead.addClassName("secondary");
        add(new H3("Pool"), lead, words, usual, new Details("All settings of the pool", rest));
        label();
    }

    private Div cell(PoolSetting setting, WatchedFields watched) {
        String name = "pool." + setting.word();
        String usual = setting.usual() == null ? "" : setting.usual().toString();
        AbstractField<?, ?> field;
        if (setting.isFlag()) {
            Select<String> flag = watched.add(name, new Select<>());
            flag.setItems("true", "false");
            flag.setEmptySelectionAllowed(true);
            field = flag;
        } else if (setting.isText()) {
            field = watched.add(name, new TextField());
        } else if (setting == PoolSetting.RETRY_FACTOR) {
            NumberField number = watched.add(name, new NumberField());
            number.setPlaceholder(usual);
            field = number;
        } else {
            IntegerField number = watched.add(name, new IntegerField());
            number.setPlaceholder(usual);
            field = number;
        }
        Span note = new Span();
        note.addClassName("pool-note");
        note.getElement().setAttribute("aria-live", "polite");
        fields.put(setting, field);
        notes.put(setting, note);
        Div cell = new Div((Component) field, note);
        cell.addClassName("pool-cell");
        return cell;
    }

    /** Names the fields in the chosen words; what HikariCP has no word for keeps ours. */
    private void label() {
        boolean hikari = HIKARI.equals(words.getValue());
        fields.forEach((setting, field) -> {
            Optional<String> other = setting.hikariWord().filter(word -> !word.equals(setting.word()));
            if (field instanceof HasLabel labelled) {
                labelled.setLabel(hikari ? other.orElse(setting.word()) : setting.word());
            }
            if (field instanceof HasHelper helped) {
                helped.setHelperText(setting.meaning()
                        + other.map(word -> hikari ? "; Knex: " + setting.word() : "; HikariCP: " + word)
                                .orElse(""));
            }
        });
    }

    void show(PoolSettings settings, String client) {
        fields.forEach((setting, field) -> set(field, settings.asked().get(setting)));
        explain(client);
    }

    private static void set(AbstractField<?, ?> field, @Nullable Object value) {
        switch (field) {
            case IntegerField number -> number.setValue(value instanceof Number n ? (Integer) n.intValue() : null);
            case NumberField number -> number.setValue(value instanceof Number n ? (Double) n.doubleValue() : null);
            case TextField text -> text.setValue(value == null ? "" : value.toString());
            case Select<?> flag -> choose(flag, value);
            default -> throw new IllegalStateException("no field of a pool: " + field);
        }
    }

    @SuppressWarnings("unchecked")
    private static void choose(Select<?> flag, @Nullable Object value) {
        ((Select<String>) flag).setValue(value == null ? null : value.toString());
    }

    private Map<PoolSetting, Object> asked() {
        Map<PoolSetting, Object> asked = new EnumMap<>(PoolSetting.class);
        fields.forEach((setting, field) -> {
            Object value = field.getValue();
            if (value instanceof Integer number) {
                asked.put(setting, number.longValue());
            } else if (setting.isFlag() && value != null) {
                asked.put(setting, Boolean.valueOf(value.toString()));
            } else if (value != null && !value.toString().isBlank()) {
                asked.put(setting, value);
            }
        });
        return asked;
    }

    PoolDraft draft() {
        Map<String, Object> draft = new LinkedHashMap<>();
        asked().forEach((setting, value) -> draft.put(setting.word(), value));
        return new PoolDraft(draft);
    }

    /** The sizes, for the summary of what is folded. */
    String summary() {
        PoolSettings settings = new PoolSettings(asked());
        return "pool of " + settings.min() + " to " + settings.max();
    }

    /** Says of each setting that was filled in what becomes of it with this client. */
    void explain(String client) {
        Map<PoolSetting, Object> asked = asked();
        notes.values().forEach(note -> {
            note.setText("");
            note.setClassName("pool-note");
        });
        for (PoolPlan.Note said : PoolPlan.of(new PoolSettings(asked), client).notes()) {
            Span note = notes.get(said.setting());
            if (note != null && (asked.containsKey(said.setting()) || said.effect() != PoolPlan.Effect.TAKES_EFFECT)) {
                note.setText(sentence(said));
                note.addClassName("pool-" + said.effect().word());
            }
        }
    }

    private static String sentence(PoolPlan.Note note) {
        String effect = switch (note.effect()) {
            case TAKES_EFFECT -> "Takes effect.";
            case ADJUSTED -> "Becomes " + note.value() + ".";
            case NO_COUNTERPART -> "Has no effect.";
        };
        return note.because().isEmpty() ? effect : effect + " " + note.because();
    }
}
