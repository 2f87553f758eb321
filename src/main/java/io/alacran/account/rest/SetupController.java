package io.alacran.account.rest;

import io.alacran.account.ApiTokens;
import io.alacran.account.FirstAdministrator;
import io.alacran.account.UserAccount;
import io.alacran.problem.InvalidInputException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The first run over the API, for those who set up consoles by script. */
@RestController
class SetupController {

    private final FirstAdministrator administrator;
    private final ApiTokens tokens;

    SetupController(FirstAdministrator administrator, ApiTokens tokens) {
        this.administrator = administrator;
        this.tokens = tokens;
    }

    record Request(
            @Nullable String setupToken,
            @Nullable String username,
            @Nullable String password) {

        @Override
        public String toString() {
            return "Request[" + username + "]";
        }
    }

    record Answer(String apiToken) {

        @Override
        public String toString() {
            return "Answer[]";
        }
    }

    @PostMapping("/api/v1/setup")
    Answer setUp(@RequestBody Request request) {
        if (!administrator.exists()
                && (request.setupToken() == null || request.setupToken().isBlank())) {
            throw new InvalidInputException(
                    "setupToken", "is needed; it is on the console's log and in " + administrator.tokenFile());
        }
        UserAccount made = administrator.create(request.setupToken(), request.username(), request.password());
        return new Answer(tokens.makeFor(made, "setup").secret());
    }
}
