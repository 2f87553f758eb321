package io.alacran.connection;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import io.alacran.uikit.Broadcaster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The environment that a person works in, in all windows of one session: its connections come first, and new ones go
 * there. It begins with the console's own. Used with the session locked.
 */
@SpringComponent
@VaadinSessionScope
public class ChosenEnvironment {

    private final Broadcaster<String> news = new Broadcaster<>();
    private String word;

    ChosenEnvironment(Environments environments) {
        word = environments.own();
    }

    public String word() {
        return word;
    }

    public boolean isProduction() {
        return Environments.isProduction(word);
    }

    /** Tells all who follow, if it is another one. */
    public void choose(String environment) {
        if (!environment.equals(word)) {
            word = environment;
            news.publish(environment);
        }
    }

    /** Follows what is chosen, in whichever window, until the returned handle is closed. */
    public AutoCloseable follow(Consumer<String> listener) {
        return news.follow(listener);
    }

    /** Those of this environment before all others, each as they were. */
    public List<NamedConnection> first(List<NamedConnection> all) {
        return all.stream()
                .sorted(Comparator.comparing(c -> !c.environment().equals(word)))
                .toList();
    }

    /** The connection that is used where none is named: the default one here, else the first managed, else any. */
    public Optional<NamedConnection> usual(List<NamedConnection> all) {
        List<NamedConnection> here =
                all.stream().filter(c -> c.environment().equals(word)).toList();
        return here.stream()
                .filter(NamedConnection::isDefault)
                .findFirst()
                .or(() -> here.stream().filter(c -> c.managedDatabase() != null).findFirst())
                .or(() -> here.stream().findFirst())
                .or(() -> all.stream().filter(NamedConnection::isDefault).findFirst())
                .or(() -> all.stream().findFirst());
    }
}
