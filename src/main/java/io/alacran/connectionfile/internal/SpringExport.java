package io.alacran.connectionfile.internal;

import io.alacran.connection.Environments;
import io.alacran.connection.PoolSetting;
import io.alacran.connectionfile.internal.ConnectionFile.Section;
import io.alacran.connectionfile.internal.Value.Fields;
import io.alacran.connectionfile.internal.Value.Text;
import io.alacran.engine.Dialects;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The default connection of each environment as {@code spring.datasource}, further environments as profiles. */
final class SpringExport {

    private static final String FROM_FILE =
            "Spring has no placeholder for a file; import it as a config tree (spring.config.import)";

    private final Dialects dialects;
    private final List<String> leftOut;

    SpringExport(Dialects dialects, List<String> leftOut) {
        this.dialects = dialects;
        this.leftOut = leftOut;
    }

    String write(ConnectionFile file) {
        List<Fields> documents = new ArrayList<>();
        file.environments().forEach((environment, section) -> {
            String main = JsExport.main(section);
            section.connections().keySet().stream()
                    .filter(name -> !name.equals(main))
                    .forEach(name -> leftOut.add(environment + "." + name
                            + ": is left out, Spring Boot has one datasource, which is the default connection"));
            section.groups().keySet().forEach(name -> leftOut.add(environment + "." + name + ": is a group"));
            if (section.migrations() != null) {
                leftOut.add(environment + ": migrations left out");
            }
            if (main != null) {
                document(environment, main, section).ifPresent(documents::add);
            }
        });
        // What has no profile goes first, as it goes for all.
        documents.sort((a, b) -> Boolean.compare(isProfile(a), isProfile(b)));
        return documents.isEmpty() ? "" : YamlText.write("", documents.toArray(Fields[]::new));
    }

    /** For Spring, {@code ${file:/run/…}} is the property {@code file} with a default. */
    private static boolean isFromFile(String text) {
        return text.contains("${file:");
    }

    private static boolean isProfile(Fields document) {
        return document.text("spring", "config", "activate", "on-profile").isPresent();
    }

    private Optional<Fields> document(String environment, String main, Section section) {
        Fields f = section.connections().get(main);
        if (f == null) {
            return Optional.empty();
        }
        String path = environment + "." + main;
        Optional<String> url =
                f.get("managedDatabase") != null ? Optional.empty() : new JdbcUrl(dialects, 0, leftOut::add).write(f);
        if (url.isEmpty() || isFromFile(url.get())) {
            leftOut.add(path + ": is left out, "
                    + (url.isEmpty() ? "the console looks up where its database is" : FROM_FILE));
            return Optional.empty();
        }
        Fields root = new Fields(0);
        Fields spring = root.in(0, "spring");
        if (!environment.equals(Environments.DEVELOPMENT)) {
            spring.in(0, "config").in(0, "activate").put(0, "on-profile", environment);
        }
        Fields datasource = spring.in(0, "datasource");
        datasource.put(0, "url", url.get());
        for (String name : List.of("username", "password")) {
            f.text(name).ifPresent(text -> {
                if (isFromFile(text)) {
                    leftOut.add(path + "." + name + ": is left out, " + FROM_FILE);
                } else {
                    datasource.put(0, name, text);
                }
            });
        }
        f.fields("pool")
                .ifPresent(pool -> pool.all().forEach((word, field) -> {
                    Optional<String> hikari = PoolSetting.of(word).flatMap(PoolSetting::hikariWord);
                    if (hikari.isPresent() && field.value() instanceof Text text) {
                        datasource
                                .in(0, "hikari")
                                .put(hikari.get().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT), text);
                    } else {
                        leftOut.add(path + ".pool." + word + ": is no setting of HikariCP");
                    }
                }));
        if (f.isOn("readOnly")) {
            datasource.in(0, "hikari").put(0, "read-only", true);
        }
        List<String> names = new ArrayList<>(LeftOut.present(
                f,
                List.of(
                        "description",
                        "initSql",
                        "rowLimit",
                        "statementTimeoutMillis",
                        "slowStatementMillis",
                        "slowStatementPlans",
                        "colour",
                        "tags",
                        "sshTunnel",
                        "migrations")));
        f.fields("tls")
                .ifPresent(tls -> LeftOut.present(tls, List.of("caPem", "certificatePem", "keyPem"))
                        .forEach(pem -> names.add("tls." + pem)));
        new LeftOut(leftOut).say(path, names);
        return Optional.of(root);
    }
}
