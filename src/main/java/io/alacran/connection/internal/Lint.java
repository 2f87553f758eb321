package io.alacran.connection.internal;

import io.alacran.connection.ConnectionLint.Finding;
import io.alacran.connection.NamedConnection;
import io.alacran.connection.PoolPlan;
import io.alacran.engine.TlsMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules: what is unclear or dangerous about a connection, seen beside all others. Looks nothing up. */
final class Lint {

    /** Says what kind of thing it is, and not which. */
    private static final Pattern UNCLEAR = Pattern.compile(
            "(a|abc|asdf|conn|connection|copy|data|database|db|default|foo|bar|local|localhost|mariadb|mysql|my|my-db|mydb|new|pg|"
                    + "postgres|postgresql|server|sql|sqlite|temp|tmp|test|testing|untitled|x|xxx)[-_]?\\d*");

    private static final Pattern PRODUCTION = Pattern.compile("(^|[^a-z])(prod|production|live)([^a-z]|$)");
    private static final Set<String> SUPERUSERS = Set.of("postgres", "root", "sa", "admin");

    private final List<LintSubject> all;

    Lint(List<LintSubject> all) {
        this.all = all;
    }

    /** By the connection's reference, each in the order of the form's fields. */
    Map<String, List<Finding>> findings() {
        Map<String, List<Finding>> findings = new LinkedHashMap<>();
        for (LintSubject subject : all) {
            List<Finding> found = new ArrayList<>();
            names(subject.connection(), found);
            place(subject, found);
            production(subject, found);
            sessions(subject, found);
            pool(subject.connection(), found);
            findings.put(subject.connection().reference(), found);
        }
        return findings;
    }

    private static void names(NamedConnection c, List<Finding> found) {
        if (UNCLEAR.matcher(c.name()).matches()) {
            found.add(new Finding(
                    "unclear-name",
                    "name",
                    "The name " + c.name() + " does not say what it leads to.",
                    "Whoever chooses a connection by it may run a statement in the wrong database.",
                    "Rename it after its purpose, such as shop or analytics; its history is kept."));
        }
        String description = c.description();
        if (description == null || description.isBlank()) {
            found.add(new Finding(
                    "no-description",
                    "description",
                    "It has no description.",
                    "In a year nobody knows what it is for, nor whom to ask before it is changed.",
                    "Say in one sentence what it is for and who looks after it."));
        }
        String words = (c.name() + " " + Objects.requireNonNullElse(c.host(), "") + " " + String.join(" ", c.tags()))
                .toLowerCase(Locale.ROOT);
        if (!c.isProduction() && PRODUCTION.matcher(words).find()) {
            found.add(new Finding(
                    "environment",
                    "environment",
                    "It reads like production, and its environment is " + c.environment() + ".",
                    "The workbench warns and colours by the environment.",
                    "Set the environment to production, or choose words that do not mislead."));
        }
    }

    private void place(LintSubject s, List<Finding> found) {
        NamedConnection c = s.connection();
        if (s.mappedDatabase() != null) {
            found.add(new Finding(
                    "not-linked",
                    "host",
                    "It reaches " + s.mappedDatabase() + ", a database of this console, by " + c.host()
                            + (c.port() == null ? "" : ":" + c.port()) + ".",
                    "It breaks as soon as that port mapping or the password is changed.",
                    "Make a connection that leads to the database " + s.mappedDatabase()
                            + " itself: address, user and password are then looked up at each use."));
        }
        List<String> twins = s.place().isEmpty()
                ? List.of()
                : all.stream()
                        .filter(o -> o != s && o.place().equals(s.place()) && alike(o.connection(), c))
                        .map(o -> o.connection().calledIn(c.environment()))
                        .toList();
        if (!twins.isEmpty()) {
            found.add(new Finding(
                    "same-place",
                    c.filename() == null ? "host" : "filename",
                    "It leads to the same place as " + String.join(", ", twins) + ", as the same user.",
                    "Each has a pool of its own, and a change of one is easily forgotten in the other.",
                    "Keep one of them, or let them differ: another user, read-only, or another schema."));
        }
        if (s.passwordIsName()) {
            found.add(new Finding(
                    "password-is-name",
                    "password",
                    "The password is the name of the user, the database or the connection.",
                    "It is the first thing that somebody tries.",
                    "Change it in the database, then here."));
        }
        // Through an SSH server it is encrypted up to there
        if (c.tls() == TlsMode.DISABLE && c.sshTunnel() == null && c.host() != null && isPublic(c.host())) {
            found.add(new Finding(
                    "public-without-tls",
                    "tls.mode",
                    "It goes to " + c.host() + " without TLS.",
                    "That is a public address: everybody on the way can read statements, rows and the password.",
                    "Set TLS to verify, or reach it by a tunnel."));
        }
    }

    /** Two roles on one database are no accident. */
    private static boolean alike(NamedConnection a, NamedConnection b) {
        return a.readOnly() == b.readOnly()
                && Objects.equals(a.username(), b.username())
                && Objects.equals(a.session().schema(), b.session().schema());
    }

    private static void production(LintSubject s, List<Finding> found) {
        NamedConnection c = s.connection();
        if (!c.isProduction()) {
            return;
        }
        if (c.isDefault() && !c.readOnly()) {
            found.add(new Finding(
                    "production-default",
                    "default",
                    "It is the default, leads to production and may write.",
                    "Whatever is run without choosing a connection changes production.",
                    "Make another connection the default, or make this one read-only."));
        }
        String host = c.host();
        if (host != null && c.sshTunnel() == null && !isThisMachine(host)) {
            if (c.tls() == TlsMode.DISABLE && !isPublic(host)) {
                found.add(new Finding(
                        "production-without-tls",
                        "tls.mode",
                        "It goes to production at " + host + " without TLS.",
                        "Whoever listens on the way can read statements, rows and the password.",
                        "Set TLS to verify, with the authority of the server's certificate."));
            } else if (c.tls() == TlsMode.REQUIRE) {
                found.add(new Finding(
                        "tls-not-verified",
                        "tls.mode",
                        "It accepts whatever certificate the server shows.",
                        "Encryption alone does not keep somebody in the middle from playing the server.",
                        "Set TLS to verify, with the authority of the server's certificate."));
            }
        }
        if (c.username() != null && SUPERUSERS.contains(c.username().toLowerCase(Locale.ROOT))) {
            found.add(new Finding(
                    "superuser",
                    "username",
                    "It signs in to production as " + c.username() + ".",
                    "A superuser passes every right and every limit, and takes the sessions kept for emergencies.",
                    "Make a user in the database with the rights that are needed."));
        }
        if (c.statementTimeoutMillis() == null && !c.readOnly()) {
            found.add(new Finding(
                    "no-statement-timeout",
                    "statementTimeoutMillis",
                    "A statement may run for ever in production.",
                    "A forgotten one holds its locks until somebody notices.",
                    "Set a statement timeout, such as 60000."));
        }
    }

    private void sessions(LintSubject s, List<Finding> found) {
        if (s.server().isEmpty() || s.serverSessions().isEmpty()) {
            return;
        }
        int most = s.serverSessions().getAsInt();
        List<LintSubject> sharing =
                all.stream().filter(o -> o.server().equals(s.server())).toList();
        int wanted = sharing.stream().mapToInt(o -> o.connection().pool().max()).sum();
        if (wanted > most) {
            String who = sharing.size() == 1
                    ? "Its pool may open " + wanted + " sessions"
                    : "The pools of "
                            + sharing.stream()
                                    .map(o -> o.connection()
                                            .calledIn(s.connection().environment()))
                                    .collect(Collectors.joining(", "))
                            + " may open " + wanted + " sessions together";
            found.add(new Finding(
                    "more-than-the-server-allows",
                    "pool.max",
                    who + "; the server allows " + most + ".",
                    "Under load the server refuses sessions, also those of the apps that use it.",
                    "Lower max, or raise the server's max_connections."));
        }
    }

    private static void pool(NamedConnection c, List<Finding> found) {
        PoolPlan plan = PoolPlan.of(c.pool(), c.client());
        for (PoolPlan.Note note : plan.notes()) {
            String word = note.setting().word();
            Object asked = c.pool().asked().get(note.setting());
            if (asked == null || note.effect() == PoolPlan.Effect.TAKES_EFFECT) {
                continue;
            }
            boolean adjusted = note.effect() == PoolPlan.Effect.ADJUSTED
                    && !Long.valueOf(0).equals(note.value());
            found.add(new Finding(
                    "pool-" + word,
                    "pool." + word,
                    adjusted
                            ? word + " was set to " + asked + "; " + note.value() + " takes effect."
                            : word + " was set to " + asked + " and has no effect.",
                    note.because(),
                    adjusted ? "Set it to what takes effect, or leave it out." : "Leave it out."));
        }
    }

    private static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost") || host.startsWith("127.") || host.equals("::1");
    }

    /** Only of an address as it is written: what a name stands for may differ from place to place. */
    private static boolean isPublic(String host) {
        if (!host.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
            return false;
        }
        boolean privateRange = host.matches("(0|10|127|169\\.254|192\\.168)\\..*")
                || host.matches("172\\.(1[6-9]|2\\d|3[01])\\..*")
                || host.matches("100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\..*");
        return !privateRange;
    }
}
