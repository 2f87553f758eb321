package io.alacran.engine.internal;

import io.alacran.engine.ClientAddresses;
import io.alacran.engine.Endpoint;
import io.alacran.engine.Probe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * MongoDB's connection strings.
 *
 * @see <a href="https://www.mongodb.com/docs/manual/reference/connection-string/">Connection Strings</a>
 */
final class MongoUrls implements ClientAddresses {

    private static final Pattern SCHEME =
            Pattern.compile("(?<scheme>[A-Za-z][A-Za-z0-9+.-]*)://(?<rest>.*)", Pattern.DOTALL);
    private static final Pattern SERVER = Pattern.compile("(?<host>\\[[^\\[\\]]+]|[^\\[\\]:]+)(?::(?<port>.*))?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\*{3,}|<[^<>]*>|\\$\\{[^{}]*}|\\$[A-Z_]+|PASSWORD");

    private static final String EXAMPLE = "mongodb://USER:PASSWORD@HOST:PORT/DATABASE?authSource=admin";
    private static final int PORT = 27017;

    @Override
    public String example() {
        return EXAMPLE;
    }

    @Override
    public Reading read(String text) {
        String address = text.strip();
        if (address.matches("(?s)(['\"]).*\\1")) {
            return new Mistake(
                    "It is in quotes, which drivers take for a part of it.",
                    "Leave them out. In a .env file they may stand, where the reader takes them off: look at what the"
                            + " application gets.");
        }
        Matcher url = SCHEME.matcher(address);
        if (!url.matches() || url.group("scheme").equalsIgnoreCase("jdbc")) {
            return new Mistake(
                    "It does not begin with mongodb://.",
                    address.contains("mongodb://")
                            ? "Leave out what is before mongodb://, and any quotes."
                            : "Write it as " + EXAMPLE + ".");
        }
        return switch (url.group("scheme").toLowerCase(Locale.ROOT)) {
            case "mongodb" -> plain(url.group("rest"));
            case "mongodb+srv" ->
                new Mistake(
                        "It begins with mongodb+srv://, so drivers ask the DNS which servers there are (SRV records) and"
                                + " encrypt. Nobody gives a database that was deployed here such records, and it has no TLS.",
                        "Write it as " + EXAMPLE + ", with the port.");
            default ->
                new Mistake(
                        "It begins with " + url.group("scheme") + "://, which MongoDB's drivers do not read.",
                        "Write it as " + EXAMPLE + ".");
        };
    }

    private static Reading plain(String rest) {
        if (rest.matches("(?s).*(\\p{Cntrl}|%[01][0-9A-Fa-f]|%7[Ff]).*")) {
            return new Mistake(
                    "It has a line break or another control character.",
                    "Write it on one line, and %25 for a % that is meant as such.");
        }
        String beforeOptions = rest.split("\\?", 2)[0];
        int end = beforeOptions.indexOf('/');
        String authority = end < 0 ? beforeOptions : beforeOptions.substring(0, end);
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        // An @ further on, but for one in an option's value, is the end of a password with a / or ? in it
        String further = rest.substring(authority.length()).replaceAll("[?&][A-Za-z]+=[^&]*", "");
        if (further.contains("@") || login.matches(".*[@#\\[\\] ].*|.*:.*:.*")) {
            return new Mistake(
                    "Its user or password has one of : / ? # [ ] @ or a space as it is, where drivers take it for the end"
                            + " of something.",
                    "Write it percent-encoded: %3A for :, %2F for /, %3F for ?, %23 for #, %5B for [, %5D for ], %40 for"
                            + " @, %20 for a space, and %25 for %.");
        }
        try {
            return address(authority.substring(at + 1), login, rest.substring(authority.length()));
        } catch (IllegalArgumentException e) {
            return new Mistake(
                    "It has a % that no two hexadecimal digits follow.", "Write %25 for each % that is meant as such.");
        }
    }

    private static Reading address(String authority, String login, String path) {
        Matcher server = SERVER.matcher(authority);
        if (authority.contains(",") || !server.matches()) {
            return new Mistake(
                    authority.contains(",") ? "It names several servers, and one runs here." : "It names no server.",
                    "Write it as " + EXAMPLE + ".");
        }
        String host = server.group("host");
        String port = server.group("port");
        if (port != null && !(port.matches("[0-9]{1,5}") && isPort(Integer.parseInt(port)))) {
            return new Mistake(
                    login.isEmpty()
                            ? "What follows the first : is no port, and no @HOST comes after a user and a password."
                            : "The port of its server is not between 1 and 65535.",
                    "Write it as " + EXAMPLE + ".");
        }
        if (!host.startsWith("[") && Endpoint.hostRefusal(host).isPresent()) {
            return new Mistake("Its server is no host name and no IP address.", "Write it as " + EXAMPLE + ".");
        }
        if (path.startsWith("?")) {
            return new Mistake(
                    "It has no / between the server and the options, which some drivers want.",
                    "Write HOST:PORT/?authSource=admin.");
        }
        String[] parts = path.split("\\?", 2);
        Map<String, String> options = options(parts.length == 2 ? parts[1] : "");
        String[] user = login.split(":", 2);
        String database = decoded(parts[0].replaceFirst("^/", ""));
        if (database.matches(".*[&=#].*")) {
            return new Mistake(
                    "The options do not begin with ?, so they count as the name of the database.",
                    "Write ? before the first option and & between options.");
        }
        String password = user.length == 2 ? decoded(user[1]) : "";
        if (PLACEHOLDER.matcher(password).matches()) {
            return new Mistake(
                    "In the password's place there is a placeholder.",
                    "Put the password in. Under Connect, on the database's page, Show the password fills it in.");
        }
        String source = options.getOrDefault("authsource", database);
        return mistaken(options, database, source)
                .<Reading>map(mistake -> mistake)
                .orElseGet(() -> new Address(
                        host.replaceAll("[\\[\\]]", ""),
                        port == null ? PORT : Integer.parseInt(port),
                        decoded(user[0]),
                        password,
                        source.isEmpty() ? MongoDb.USERS : source));
    }

    /** What one server that was deployed here, without TLS and with passwords, cannot be asked for. */
    private static Optional<Mistake> mistaken(Map<String, String> options, String database, String source) {
        if (options.getOrDefault("tls", options.getOrDefault("ssl", "false")).equals("true")) {
            return Optional.of(new Mistake(
                    "It asks for TLS, which a database that was deployed here does not have.",
                    "Leave tls=true or ssl=true out. Between machines, go through the bastion, which encrypts."));
        }
        if (options.containsKey("replicaset")
                || options.getOrDefault("loadbalanced", "false").equals("true")) {
            return Optional.of(new Mistake(
                    "It asks for a replica set or a load balancer; here a single server runs, which drivers then do not"
                            + " take.",
                    "Leave replicaSet and loadBalanced out."));
        }
        String mechanism = options.getOrDefault("authmechanism", "SCRAM").toUpperCase(Locale.ROOT);
        if (!mechanism.startsWith("SCRAM")) {
            return Optional.of(new Mistake(
                    "It asks to sign in by authMechanism=" + options.get("authmechanism")
                            + "; users here have passwords (SCRAM).",
                    "Leave authMechanism out."));
        }
        return (database + source).matches(".*[/\\\\ \"$].*")
                ? Optional.of(new Mistake(
                        "The name of its database, or that of authSource, has one of / \\ \" $ or a space, which no name of a"
                                + " database has.",
                        "Write it as " + EXAMPLE + "."))
                : Optional.empty();
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= 65535;
    }

    private static Map<String, String> options(String query) {
        Map<String, String> options = new HashMap<>();
        for (String option : query.split("&")) {
            String[] words = option.split("=", 2);
            if (words.length == 2) {
                options.put(words[0].toLowerCase(Locale.ROOT), decoded(words[1]));
            }
        }
        return options;
    }

    private static String decoded(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public Probe signIn(String host, Address address) {
        return MongoDb.signIn(host, address.userDatabase(), address.username(), address.password());
    }

    @Override
    public boolean refused(String said) {
        return said.contains("Authentication failed");
    }

    @Override
    public List<Guess> guesses(Address address) {
        return address.userDatabase().equals(MongoDb.USERS)
                ? List.of()
                : List.of(new Guess(
                        new Address(
                                address.host(), address.port(), address.username(), address.password(), MongoDb.USERS),
                        "User and password are right, but the server looks for them in the database "
                                + address.userDatabase() + ", and they are in " + MongoDb.USERS + ".",
                        "Let the address end with ?authSource=admin, or with &authSource=admin where it has other options, in"
                                + " place of any other authSource."));
    }
}
