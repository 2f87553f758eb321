package io.alacran.connection;

import com.vaadin.flow.component.html.Span;

/** Says beside a name which environment it is in; production is marked, the harmless ones are quiet. */
public class EnvironmentBadge extends Span {

    public EnvironmentBadge(String environment) {
        addClassName("badge");
        show(environment);
    }

    /** Shows another one. */
    public final void show(String environment) {
        setText(environment);
        setClassName("environment-production", Environments.isProduction(environment));
        setClassName("environment-staging", environment.equals("staging"));
    }
}
