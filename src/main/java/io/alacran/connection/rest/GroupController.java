package io.alacran.connection.rest;

import io.alacran.connection.ConnectionGroup;
import io.alacran.connection.Groups;
import io.alacran.problem.ItemList;
import java.net.URI;
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

/** Groups of connections: one that is written to, others that are read from. */
@RestController
@RequestMapping("/api/v1/groups")
class GroupController {

    private final Groups groups;

    GroupController(Groups groups) {
        this.groups = groups;
    }

    @GetMapping
    ItemList<GroupBody> list() {
        return ItemList.all(groups.list().stream().map(GroupBody::of).toList());
    }

    @GetMapping("/{name}")
    GroupBody one(@PathVariable String name) {
        return GroupBody.of(groups.get(name));
    }

    @PostMapping
    ResponseEntity<GroupBody> create(@RequestBody GroupRequest body) {
        ConnectionGroup made = groups.create(body.draft());
        return ResponseEntity.created(URI.create("/api/v1/groups/" + made.reference()))
                .body(GroupBody.of(made));
    }

    /** Replaces all but the name and the environment, where they are left out. */
    @PutMapping("/{name}")
    GroupBody update(@PathVariable String name, @RequestBody GroupRequest body) {
        return GroupBody.of(groups.update(name, body.draft()));
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name) {
        groups.remove(name);
    }

    /** Each member as it is now; whoever asks again and again sees them watched. */
    @GetMapping("/{name}/members")
    ItemList<MemberBody> members(@PathVariable String name) {
        return ItemList.all(groups.members(name).stream().map(MemberBody::of).toList());
    }
}
