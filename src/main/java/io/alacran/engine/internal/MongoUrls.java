package io.alacran.engine.internal;

import io.alacran.engine.ClientAddresses;
import io.alacran.engine.Probe;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final String EXAMPLE = "mongodb://USER:PASSWORD@HOST:PORT/DATABASE?authSource=admin";
    private static final int PORT = 27017;

    @Override
    public String example() {
        return EXAMPLE;
    }

    @Override
    public Reading read(String text) {
        Matcher url = SCHEME.matcher(text.strip().replaceFirst("^(['\"])(.*)\\1$", "$2"));
        if (!url.matches()) {
            return new Mistake("It does not begin with mongodb://.", "Write it as " + EXAMPLE + ".");
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
        String beforeOptions = rest.split("\\?", 2)[0];
        int end = beforeOptions.indexOf('/');
        String authority = end < 0 ? beforeOptions : beforeOptions.substring(0, end);
        int at = authority.lastIndexOf('@');
        String login = at < 0 ? "" : authority.substring(0, at);
        // An @ further on is the end of a password with a / or ? in it
        if (rest.substring(authority.length()).contains("@") || login.matches(".*@.*|.*:.*:.*")) {
            return new Mistake(
                    "Its user or password has one of : / ? @ as it is, where drivers take it for the end of something.",
                    "Write it percent-encoded: %3A for :, %2F for /, %3F for ?, %40 for @, and %25 for %.");
        }
        try {
            return address(authority.substring(at + 1), login, rest.substring(authority.length()));
        } catch (IllegalArgumentException e) {
            return new Mistake(
                    "It has a % that no two hexadecimal digits follow.", "Write %25 for each % that is meant as such.");
        }
    }

    private static Reading address(String hosts, String login, String path) {
        List<Server> servers = new ArrayList<>();
        for (String each : hosts.split(",", -1)) {
            Matcher server = SERVER.matcher(each);
            if (!server.matches()) {
                return new Mistake("It names no server.", "Write it as " + EXAMPLE + ".");
            }
            String port = server.group("port");
            if (port != null && !(port.matches("[0-9]{1,5}") && isPort(Integer.parseInt(port)))) {
                return new Mistake(
                        "The port of its server is not between 1 and 65535.", "Write it as " + EXAMPLE + ".");
            }
            servers.add(new Server(
                    server.group("host").replaceAll("[\\[\\]]", ""), port == null ? PORT : Integer.parseInt(port)));
        }
        String[] parts = path.split("\\?", 2);
        Map<String, String> options = options(parts.length == 2 ? parts[1] : "");
        if (options.getOrDefault("tls", options.getOrDefault("ssl", "false")).equals("true")) {
            return new Mistake(
                    "It asks for TLS, which a database that was deployed here does not have.",
                    "Leave tls=true or ssl=true out. Between machines, go through the bastion, which encrypts.");
        }
        String[] user = login.split(":", 2);
        String database = decoded(parts[0].replaceFirst("^/", ""));
        String source = options.getOrDefault("authsource", database);
        return new Address(
                servers,
                decoded(user[0]),
                user.length == 2 ? decoded(user[1]) : "",
                source.isEmpty() ? MongoDb.USERS : source);
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
                        new Address(address.servers(), address.username(), address.password(), MongoDb.USERS),
                        "User and password are right, but the server looks for them in the database "
                                + address.userDatabase() + ", and they are in " + MongoDb.USERS + ".",
                        "Let the address end with ?authSource=admin, or with &authSource=admin where it has other options, in"
                                + " place of any other authSource."));
    }
}
