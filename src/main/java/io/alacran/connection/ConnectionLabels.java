package io.alacran.connection;

/**
 * What connections are called where people choose one: by the name, and with the environment where that is not the one
 * they work in.
 *
 * @param here the environment that a person works in
 */
public record ConnectionLabels(String here) {

    public String of(NamedConnection connection) {
        return label(connection.name(), connection.environment());
    }

    /** Of one by its reference. */
    public String of(String reference) {
        return ConnectionReference.of(reference)
                .map(r -> label(r.name(), r.environment()))
                .orElse(reference);
    }

    private String label(String name, String environment) {
        return environment.equals(here) ? name : name + " · " + environment;
    }
}
