package io.alacran.database.rest;

import io.alacran.database.Databases;
import io.alacran.database.OrphanedVolume;
import io.alacran.problem.ItemList;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Volumes that outlived their databases. */
@RestController
@RequestMapping("/api/v1/volumes")
class VolumeController {

    private final Databases databases;

    VolumeController(Databases databases) {
        this.databases = databases;
    }

    @GetMapping
    ItemList<OrphanedVolume> list() {
        return ItemList.all(databases.orphanedVolumes());
    }

    @DeleteMapping("/{name}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable String name, @RequestParam(required = false) @Nullable String confirm) {
        Confirmation.require(name, confirm);
        databases.removeVolume(name);
    }
}
