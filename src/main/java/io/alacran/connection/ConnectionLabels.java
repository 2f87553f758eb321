package io.alacran.connection;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What connections are called where people choose one: by the name, with the environment where several have that name. */
public final class ConnectionLabels {

    private final Map<String, Long> namesakes;

    public ConnectionLabels(List<NamedConnection> offered) {
        namesakes = offered.stream().collect(Collectors.groupingBy(NamedConnection::name, Collectors.counting()));
    }

    public String of(NamedConnection connection) {
        return label(connection.name(), connection.environment());
    }

    /** Of one by its reference, whether it is offered or not. */
    public String of(String reference) {
        return ConnectionReference.of(reference)
                .map(r -> label(r.name(), r.environment()))
                .orElse(reference);
    }

    private String label(String name, String environment) {
        return namesakes.getOrDefault(name, 0L) > 1 ? name + " · " + environment : name;
    }
}
