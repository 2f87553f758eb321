package io.alacran.connectionfile.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.alacran.ConsoleTest;
import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.FileFormat;
import io.alacran.problem.InvalidInputException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Files that want to be run, or to take all the memory and time there is. */
@ConsoleTest
@Timeout(60)
class HostileFilesTests {

    @Autowired
    ConnectionFiles files;

    @Test
    void nothingInAJavaScriptFileIsRun(@TempDir Path folder) {
        Path trace = folder.resolve("trace");
        String touch = "require('child_process').execSync('touch %s')".formatted(trace);
        String source = """
                process.exit(1);
                %1$s;
                (function () { %1$s; })();
                (() => process.exit(2))();
                require("fs").writeFileSync("%2$s", "x");
                import("child_process").then((c) => c.execSync("touch %2$s"));
                while (true) {}
                const { a = %1$s } = process.env;
                const first = new Proxy({}, { get() { process.exit(3); } });
                class Leak { static { %1$s; } }
                const spread = { ...%1$s };
                const text = `${%1$s}`;
                const tagged = String.raw`${%1$s}`;
                const clean = { client: "pg", connection: { host: "db", user: "reader" } };
                module.exports = {
                  connections: {
                    clean,
                    hooked: {
                      ...clean,
                      pool: { min: 1, afterCreate: (session, done) => { %1$s; done(); } },
                      get log() { %1$s; return {}; },
                      toString() { process.exit(4); },
                      [(%1$s, "key")]: 1,
                    },
                    got: { client: "pg", connection: { host: "db", get password() { return %1$s; } } },
                    template: { client: "pg", connection: { host: `db-${%1$s}`, database: text } },
                    raised: { __proto__: { client: "pg" }, client: "pg", connection: { host: "db", "__proto__": { host: "evil" } } },
                    made: (() => ({ client: "pg", connection: { host: "evil" } }))(),
                    chosen: process.env.X === "1" ? clean : { client: "pg" },
                  },
                };
                delete require.cache;
                """.formatted(touch, trace);

        Imported read = files.read("ilana.config.js", source, null);

        assertThat(trace).doesNotExist();
        assertThat(read.yaml()).doesNotContain("evil", "touch", trace.toString());
        assertThat(read.yaml()).contains("clean:", "hooked:", "got:", "raised:", "min: 1");
        assertThat(read.yaml()).doesNotContain("made:", "chosen:", "template:");
        assertThat(read.leftOut())
                .extracting(Note::line)
                .contains(1, 2, 3, 4, 5, 6, 7, 8, 20, 21, 22, 23, 25, 26, 27, 28, 29, 32);
        assertThat(read.leftOut())
                .extracting(Note::message)
                .contains("process.exit(…) is not run")
                .anyMatch(m -> m.contains("hooked.log: is left out, it is a getter, which is not run"))
                .anyMatch(m -> m.contains("pool.afterCreate: is left out, it is a function; use initSql"))
                .anyMatch(m -> m.contains("template.connection.host: is left out, it is "))
                .anyMatch(m -> m.equals("development.template: is left out, since its host is not known"))
                .anyMatch(m -> m.contains("__proto__"))
                .noneMatch(m -> m.contains("touch"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "{a:", "(", "!", "-", "a=>", "a?", "`${", "1+", "a.b(", "new ", "class A extends ", "/*"})
    void nestingHasAnEnd(String repeated) {
        String source = "module.exports = " + repeated.repeat(900_000 / repeated.length());

        assertThatThrownBy(() -> files.read("knexfile.js", source, null)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatDoublesAtEachStepHasAnEnd() {
        StringBuilder source = new StringBuilder("const t0 = 'xxxxxxxxxx', m0 = ['x'], o0 = { x: 1 };\n");
        for (int i = 1; i <= 60; i++) {
            source.append("const t%1$d = t%2$d + t%2$d, m%1$d = [m%2$d, m%2$d], o%1$d = { a: o%2$d, b: o%2$d };\n"
                    .formatted(i, i - 1));
        }
        source.append("module.exports = { client: 'pg', connection: { host: t60 }, migrations: { a: m60, b: o60 } };");

        Imported read = files.read("knexfile.js", source.toString(), null);

        assertThat(read.yaml().length()).isLessThan(1_000_000);
        assertThat(read.leftOut()).extracting(Note::message).anyMatch(m -> m.contains("connection.host: is left out"));
    }

    @Test
    void aPathThatGrowsTenfoldHasAnEnd() {
        StringBuilder source = new StringBuilder("const path = require('path');\nconst p0 = 'xxxxxxxxxx';\n");
        for (int i = 1; i <= 12; i++) {
            String before = "p" + (i - 1);
            source.append(
                    "const p%d = path.join(%s);\n".formatted(i, String.join(", ", Collections.nCopies(10, before))));
        }
        source.append("module.exports = { client: 'sqlite3', connection: { filename: p12 } };");

        Imported read = files.read("knexfile.js", source.toString(), null);

        assertThat(read.yaml().length()).isLessThan(1_000_000);
        assertThat(read.leftOut()).extracting(Note::message).anyMatch(m -> m.contains("filename: is left out"));
    }

    @Test
    void aLongTextThatIsSaidOftenHasAnEnd() {
        String yaml = "environments: {testing: {connections: {a: {client: pg, host: &a \"" + "x".repeat(500_000) + "\"}"
                + IntStream.range(0, 1_000)
                        .mapToObj(n -> ", b" + n + ": {client: pg, host: *a}")
                        .collect(Collectors.joining())
                + "}}}";

        assertThatThrownBy(() -> files.convert(yaml, FileFormat.KNEX, null))
                .isInstanceOf(InvalidInputException.class)
                .satisfies(e -> assertThat(
                                ((InvalidInputException) e).errors().getFirst().message())
                        .contains("where its anchors are used"));
    }

    @Test
    void aFileHasASizeThatIsPossible() {
        String ten = "// 0123456789\n".repeat(750_000);

        assertThatThrownBy(() -> files.read("knexfile.js", ten, null)).hasMessageContaining("characters");
        assertThatThrownBy(() -> files.apply("#".repeat(10_000_000), false, true))
                .hasMessageContaining("characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "!!javax.script.ScriptEngineManager [!!java.net.URLClassLoader [[!!java.net.URL [\"http://127.0.0.1:1/\"]]]]",
                "environments: !!java.io.File [/tmp/x]",
                "a: &a [*a]",
                "environments: &e {development: *e}",
                "? [a, b]\n: c",
                "environments: {a: {<<: text}}",
                "- a list",
                "only a text",
                "environments: [",
                "%YAML 9.9\n---\na: b",
                "\0",
                ""
            })
    void yamlIsOnlyTextsListsAndNames(String yaml) {
        assertThatThrownBy(() -> files.apply(yaml, false, true))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("line ");
    }

    @Test
    void yamlThatGrowsOrGoesDeepHasAnEnd() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            String before = "*a" + (i - 1);
            laughs.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(10, before))));
        }

        assertThatThrownBy(() -> files.apply(laughs.toString(), false, true)).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> files.apply("a: " + "[".repeat(900_000), false, true))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> files.apply("a: " + "{a: ".repeat(200_000), false, true))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatIsNoJavaScriptIsNamedWithItsLine() {
        assertThatThrownBy(() -> files.read("knexfile.js", "const a = 1;\nmodule.exports = {\n  a: @,\n};", null))
                .hasMessageContaining("line 3: is not JavaScript");
        assertThatThrownBy(() -> files.read("knexfile.js", "const a = 1;", null))
                .hasMessageContaining("exports nothing");
        assertThatThrownBy(() -> files.read("knexfile.ts", "export default {}", null))
                .hasMessageContaining("is not a file that can be read");
    }

    @Test
    void aTextThatGoesIntoJavaScriptStaysAText() {
        String yaml = """
                environments:
                  development:
                    connections:
                      shop:
                        client: postgres
                        host: db
                        username: "`${process.exit(1)}` \\" \\\\ \\n \\u2028 </script> ${"
                        password: "${process.exit(1)}"
                        migrations: {__proto__: {a: 1}, "a-b": "'\\"`$x"}
                """;

        String js = files.convert(yaml, io.alacran.connectionfile.FileFormat.KNEX, null)
                .text();
        Imported again = files.read("knexfile.js", js, "shop");

        assertThat(js).doesNotContain("</script>", "\u2028").contains("[\"__proto__\"]");
        assertThat(again.yaml()).contains("process.exit(1)");
    }
}
