package io.alacran.bastion.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.bastion.Bastion;
import io.alacran.bastion.BastionStatus;
import io.alacran.bastion.TrialStep;
import io.alacran.bastion.TunnelSession;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The bastion and the tunnels that are open. */
@RestController
@RequestMapping("/api/v1/bastion")
class BastionController {

    private final Bastion bastion;

    BastionController(Bastion bastion) {
        this.bastion = bastion;
    }

    @GetMapping
    StatusBody status() {
        return StatusBody.of(bastion.status());
    }

    /** What is left out stays as it is. */
    @PutMapping
    StatusBody configure(@RequestBody Bastion.SettingsDraft draft) {
        return StatusBody.of(bastion.configure(draft));
    }

    @GetMapping("/sessions")
    Map<String, List<TunnelSession>> sessions() {
        return Map.of("items", bastion.sessions());
    }

    @DeleteMapping("/sessions/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cut(@PathVariable String id) {
        bastion.cut(id);
    }

    @DeleteMapping("/sessions")
    Map<String, Integer> cutAll() {
        return Map.of("cut", bastion.cutAll());
    }

    /** Always 200: whether it works is in the body. */
    @PostMapping("/try")
    TrialBody tryOut(@RequestBody(required = false) @Nullable TrialRequest request) {
        List<TrialStep> steps = bastion.tryOut(request == null ? null : request.database());
        return new TrialBody(steps.stream().allMatch(step -> step.result().equals(TrialStep.PASS)), steps);
    }

    /** @param database null for any that is ready */
    record TrialRequest(@Nullable String database) {}

    /** What a trial showed; it works when every step passed. */
    record TrialBody(boolean works, List<TrialStep> steps) {}

    /** How the bastion stands, as it goes over the API. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StatusBody(
            boolean enabled,
            int port,
            String bindAddress,
            String home,
            List<String> userCaKeys,
            String state,
            boolean running,
            @Nullable String fingerprint,
            @Nullable String hostKey,
            @Nullable String problem,
            int users,
            int sessions) {

        static StatusBody of(BastionStatus s) {
            return new StatusBody(
                    s.settings().enabled(),
                    s.settings().port(),
                    s.settings().bindAddress(),
                    s.settings().home().word(),
                    s.settings().userCaKeys(),
                    s.state().word(),
                    s.running(),
                    s.fingerprint(),
                    s.hostKey(),
                    s.problem(),
                    s.accounts(),
                    s.tunnels());
        }
    }
}
