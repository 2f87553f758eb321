package io.alacran.account.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.alacran.account.ApiTokens;
import io.alacran.account.ApiTokens.ApiToken;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The API tokens of who asks. */
@RestController
@RequestMapping("/api/v1/tokens")
class TokensController {

    private final ApiTokens tokens;

    TokensController(ApiTokens tokens) {
        this.tokens = tokens;
    }

    record Request(@Nullable String name) {}

    record Item(
            String id,
            String name,
            String hint,
            Instant createdAt,
            @Nullable Instant lastUsedAt) {

        static Item of(ApiToken token) {
            return new Item(token.id(), token.name(), token.hint(), token.createdAt(), token.lastUsedAt());
        }
    }

    /** @param apiToken the secret, shown this once */
    record Made(String id, String name, String apiToken) {

        @Override
        public String toString() {
            return "Made[" + id + " " + name + "]";
        }
    }

    /** @param next always null: all come at once */
    record Page(
            List<Item> items,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String next) {}

    @GetMapping
    Page list() {
        return new Page(tokens.list().stream().map(Item::of).toList(), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Made make(@RequestBody Request request) {
        ApiTokens.NewToken made = tokens.make(request.name());
        return new Made(made.token().id(), made.token().name(), made.secret());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id) {
        tokens.revoke(id);
    }
}
