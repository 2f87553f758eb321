package io.alacran.connection.ui;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.data.renderer.ComponentRenderer;
import io.alacran.connection.NamedConnection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How people tell it apart: environment, colour, tags, and whether it is the default. */
class MarkFields extends Div {

    final ComboBox<String> environment;
    final MultiSelectComboBox<String> tags;
    final Checkbox isDefault;
    private final Select<String> colour;
    private final Set<String> knownTags = new TreeSet<>();

    /**
     * @param environments offered for choice
     * @param chosen where a new one goes
     * @param tagsInUse offered for choice
     */
    MarkFields(WatchedFields watched, List<String> environments, String chosen, Collection<String> tagsInUse) {
        environment = watched.add("environment", new ComboBox<>("Environment"));
        environment.setItems(environments);
        environment.setValue(chosen);
        environment.setAllowCustomValue(true);
        environment.addCustomValueSetListener(
                typed -> environment.setValue(typed.getDetail().strip()));
        environment.setHelperText("A word of your own will do as well");
        colour = watched.add("colour", new Select<>());
        colour.setLabel("Colour");
        colour.setItems(NamedConnection.COLOURS);
        colour.setEmptySelectionAllowed(true);
        colour.setEmptySelectionCaption("by environment");
        colour.setRenderer(new ComponentRenderer<>(MarkFields::swatch));
        tags = watched.add("tags", new MultiSelectComboBox<>("Tags"));
        knownTags.addAll(tagsInUse);
        tags.setItems(knownTags);
        tags.setAllowCustomValue(true);
        tags.addCustomValueSetListener(typed -> take(typed.getDetail()));
        tags.setPlaceholder("type one and press Enter");
        isDefault = watched.add("default", new Checkbox("Default"));
        isDefault.setHelperText("The workbench begins with it, and what names no connection uses it.");
        add(Inputs.group("Marks", environment, colour, tags, isDefault));
    }

    private static Span swatch(@Nullable String colour) {
        Span dot = new Span();
        dot.addClassNames("colour-dot", "colour-" + (colour == null ? "none" : colour));
        Span words = new Span(dot, new Span(colour == null ? "by environment" : colour));
        words.addClassName("colour-choice");
        return words;
    }

    private void take(String typed) {
        Set<String> all = new LinkedHashSet<>(tags.getValue());
        for (String tag : typed.split(",")) {
            if (!tag.isBlank()) {
                all.add(tag.strip());
            }
        }
        offer(all);
        tags.setValue(all);
    }

    /** An item has to be known before it can be chosen; giving new items clears the choice. */
    private void offer(Collection<String> more) {
        if (knownTags.addAll(more)) {
            Set<String> chosen = tags.getValue();
            tags.setItems(knownTags);
            tags.setValue(chosen);
        }
    }

    @Nullable
    String colour() {
        return colour.getValue();
    }

    void show(NamedConnection c) {
        environment.setValue(c.environment());
        colour.setValue(c.colour());
        offer(c.tags());
        tags.setValue(new LinkedHashSet<>(c.tags()));
        isDefault.setValue(c.isDefault());
    }

    List<String> chosenTags() {
        return List.copyOf(tags.getValue());
    }
}
