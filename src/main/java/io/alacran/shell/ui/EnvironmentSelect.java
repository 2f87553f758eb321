package io.alacran.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.select.Select;
import io.alacran.connection.ChosenEnvironment;
import io.alacran.connection.Connections;
import io.alacran.connection.Environments;
import io.alacran.connection.Environments.Environment;
import io.alacran.uikit.LiveUpdates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * In which environment a person works. It is not shown while there is nothing to choose: all connections are in
 * development, and so is the person.
 */
class EnvironmentSelect extends Select<String> {

    private final transient Environments environments;
    private final transient ChosenEnvironment chosen;
    private final transient Consumer<Boolean> production;

    /** @param production is told whether the environment is production, at the start and with each choice */
    EnvironmentSelect(
            Environments environments,
            Connections connections,
            ChosenEnvironment chosen,
            Consumer<Boolean> production) {
        this.environments = environments;
        this.chosen = chosen;
        this.production = production;
        addClassName("environment-select");
        setAriaLabel("Environment");
        addValueChangeListener(change -> {
            if (change.isFromClient() && change.getValue() != null) {
                chosen.choose(change.getValue());
                production.accept(chosen.isProduction());
            }
        });
        LiveUpdates.<Boolean>follow(this, sink -> connections.follow(() -> sink.accept(true)), changes -> show());
        LiveUpdates.<String>follow(this, chosen::follow, changes -> show());
    }

    @Override
    protected void onAttach(AttachEvent event) {
        super.onAttach(event);
        show();
    }

    private void show() {
        List<Environment> all = environments.list();
        List<String> offered =
                new ArrayList<>(all.stream().map(Environment::name).toList());
        if (!offered.contains(chosen.word())) {
            // Its last connection went
            offered.add(chosen.word());
        }
        setItems(offered);
        setValue(chosen.word());
        setVisible(!chosen.word().equals(Environments.DEVELOPMENT)
                || all.stream().filter(e -> e.connections() > 0).count() > 1
                || all.stream().anyMatch(e -> e.connections() > 0 && !e.name().equals(Environments.DEVELOPMENT)));
        setClassName("production", chosen.isProduction());
        production.accept(chosen.isProduction());
    }
}
