package io.alacran.connectionfile.rest;

import io.alacran.connectionfile.ConnectionFiles;
import io.alacran.connectionfile.ConnectionFiles.Change;
import io.alacran.connectionfile.ConnectionFiles.Exported;
import io.alacran.connectionfile.ConnectionFiles.FieldChange;
import io.alacran.connectionfile.ConnectionFiles.Imported;
import io.alacran.connectionfile.ConnectionFiles.Note;
import io.alacran.connectionfile.ConnectionFiles.Outcome;
import io.alacran.connectionfile.FileFormat;
import io.alacran.problem.InvalidInputException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Connections as files: apply one, export, and read those of other tools. */
@RestController
@RequestMapping("/api/v1/connection-files")
class ConnectionFileController {

    private final ConnectionFiles files;

    ConnectionFileController(ConnectionFiles files) {
        this.files = files;
    }

    /**
     * @param action {@code add}, {@code change}, {@code remove}, or {@code keep} for what is not in the file and stays
     * @param kind {@code connection}, {@code group}, or {@code migrations} of an environment
     */
    record ChangeBody(String action, String kind, String environment, String name, List<FieldChange> fields) {

        static ChangeBody of(Change change) {
            return new ChangeBody(
                    change.action().word(),
                    change.thing().word(),
                    change.environment(),
                    change.name(),
                    change.fields());
        }
    }

    /** @param unchanged how many connections and groups are as the file says */
    record OutcomeBody(boolean dryRun, List<ChangeBody> changes, int unchanged, List<Note> notes) {

        static OutcomeBody of(Outcome outcome) {
            return new OutcomeBody(
                    outcome.dryRun(),
                    outcome.changes().stream().map(ChangeBody::of).toList(),
                    outcome.unchanged(),
                    outcome.notes());
        }
    }

    /** Takes an {@code alacran.yaml}; what is wrong with it is answered with the line of each mistake. */
    @PostMapping(
            path = "/apply",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml", "text/plain"})
    OutcomeBody apply(
            @RequestBody(required = false) @Nullable String yaml,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(defaultValue = "false") boolean prune) {
        return OutcomeBody.of(files.apply(text(yaml), prune, dryRun));
    }

    /** The console's connections; secrets are placeholders. */
    @GetMapping("/export")
    Exported export(@RequestParam String format, @RequestParam(required = false) @Nullable String environment) {
        return files.export(format(format), environment);
    }

    /** An {@code alacran.yaml} in another format, without it being applied. */
    @PostMapping(
            path = "/export",
            consumes = {"application/yaml", "application/x-yaml", "text/yaml", "text/plain"})
    Exported convert(
            @RequestBody(required = false) @Nullable String yaml,
            @RequestParam String format,
            @RequestParam(required = false) @Nullable String environment) {
        return files.convert(text(yaml), format(format), environment);
    }

    /**
     * Reads {@code ilana.config.js}, {@code knexfile.js} or {@code application.yaml} as an {@code alacran.yaml}; nothing in
     * it is run.
     */
    @PostMapping(
            path = "/import",
            consumes = {"text/plain", "text/javascript", "application/javascript", "application/yaml"})
    Imported read(
            @RequestBody(required = false) @Nullable String source,
            @RequestParam String fileName,
            @RequestParam(required = false) @Nullable String name) {
        return files.read(fileName, text(source), name);
    }

    private static FileFormat format(String word) {
        return FileFormat.of(word)
                .orElseThrow(() -> new InvalidInputException(
                        "format",
                        "'" + word.substring(0, Math.min(word.length(), 40)) + "' is not one of "
                                + FileFormat.words()));
    }

    /** Bytes that are no characters were replaced when they were read; an empty file comes as no body. */
    private static String text(@Nullable String body) {
        if (body == null) {
            return "";
        }
        if (body.indexOf('\ufffd') >= 0) {
            throw new InvalidInputException("line 1", "the file is not UTF-8");
        }
        return body;
    }
}
