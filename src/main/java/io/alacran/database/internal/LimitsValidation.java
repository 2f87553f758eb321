package io.alacran.database.internal;

import io.alacran.database.DeployRequest;
import io.alacran.docker.DockerEngine;
import io.alacran.problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether a container may have the memory and the cores that are asked for it. */
@Component
class LimitsValidation {

    private static final long LEAST_MEMORY = 64L * 1024 * 1024;
    private static final double LEAST_CPUS = 0.01;

    private final DockerEngine engine;

    LimitsValidation(DockerEngine engine) {
        this.engine = engine;
    }

    List<FieldError> errors(DeployRequest.@Nullable Limits limits) {
        List<FieldError> errors = new ArrayList<>();
        if (limits == null) {
            return errors;
        }
        Long memory = limits.memoryBytes();
        if (memory != null && memory < LEAST_MEMORY) {
            errors.add(new FieldError(
                    "limits.memoryBytes",
                    memory + " bytes (" + (memory >> 20) + " MiB) are too little; give at least 64 MiB (" + LEAST_MEMORY
                            + "), or leave it out for no limit"));
        }
        Double cpus = limits.cpus();
        if (cpus != null) {
            cpus(cpus, errors);
        }
        return errors;
    }

    /** The engine's cores count, which may be on another machine than the console or more than the console may use. */
    private void cpus(double cpus, List<FieldError> errors) {
        int cores = engine.status().cores();
        if (!(cpus >= LEAST_CPUS)) {
            errors.add(new FieldError("limits.cpus", cpus + " is too little; give at least " + LEAST_CPUS));
        } else if (cores > 0 && cpus > cores) {
            errors.add(new FieldError(
                    "limits.cpus", cpus + " is more than the " + cores + " cores that the engine's machine has"));
        }
    }
}
