package io.alacran.engine;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Finds the dialect of a client. Engines without SQL, such as Redis, have none. */
@Component
public class Dialects {

    private final Map<String, Dialect> byClient = new TreeMap<>();

    public Dialects(List<Dialect> all) {
        all.forEach(d -> byClient.put(d.client(), d));
    }

    /** @param client such as {@code postgres} */
    public Optional<Dialect> of(String client) {
        return Optional.ofNullable(byClient.get(client));
    }

    /** @param word an id or an alias, such as {@code pg}, in any case */
    public Optional<Dialect> called(String word) {
        String asked = word.strip().toLowerCase(Locale.ROOT);
        return of(asked)
                .or(() -> byClient.values().stream()
                        .filter(d -> d.aliases().contains(asked))
                        .findFirst());
    }

    /** Why there is no dialect of that name. */
    public String refusal(String word) {
        return "'" + word + "' is not one of " + String.join(", ", byClient.keySet());
    }

    /** All, by client id. */
    public Collection<Dialect> all() {
        return List.copyOf(byClient.values());
    }
}
