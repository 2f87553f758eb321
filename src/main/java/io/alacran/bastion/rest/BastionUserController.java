package io.alacran.bastion.rest;

import io.alacran.bastion.BastionAccount;
import io.alacran.bastion.BastionAccounts;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The bastion's accounts. */
@RestController
@RequestMapping("/api/v1/bastion/users")
class BastionUserController {

    private final BastionAccounts accounts;

    BastionUserController(BastionAccounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    Map<String, List<UserBody>> list() {
        return Map.of("items", accounts.list().stream().map(UserBody::of).toList());
    }

    @GetMapping("/{name}")
    UserBody one(@PathVariable String name) {
        return UserBody.of(accounts.get(name));
    }

    @PostMapping
    ResponseEntity<UserBody> create(@RequestBody BastionAccounts.Draft draft) {
        BastionAccount made = accounts.create(draft);
        return ResponseEntity.created(URI.create("/api/v1/bastion/users/" + made.name()))
                .body(UserBody.of(made));
    }

    /** What is left out stays as it is; an empty password or expiry takes it away. */
    @PutMapping("/{name}")
    UserBody update(@PathVariable String name, @RequestBody BastionAccounts.Draft draft) {
        return UserBody.of(accounts.update(name, draft));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name) {
        accounts.remove(name);
    }

    /** An account as it goes out; a password never does. */
    record UserBody(
            String name,
            boolean hasPassword,
            List<String> publicKeys,
            List<String> fingerprints,
            List<String> databases,
            @Nullable Instant expiresAt,
            boolean enabled,
            Instant createdAt) {

        static UserBody of(BastionAccount a) {
            return new UserBody(
                    a.name(),
                    a.hasPassword(),
                    a.publicKeys().stream().map(BastionAccount.PublicKey::line).toList(),
                    a.publicKeys().stream()
                            .map(BastionAccount.PublicKey::fingerprint)
                            .toList(),
                    a.databases(),
                    a.expiresAt(),
                    a.enabled(),
                    a.createdAt());
        }
    }
}
