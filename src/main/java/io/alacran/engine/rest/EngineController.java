package io.alacran.engine.rest;

import io.alacran.engine.DatabaseEngine;
import io.alacran.engine.EngineCatalog;
import io.alacran.problem.ItemList;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The catalog. */
@RestController
@RequestMapping("/api/v1/engines")
class EngineController {

    private final EngineCatalog catalog;

    EngineController(EngineCatalog catalog) {
        this.catalog = catalog;
    }

    /** An engine as it goes over the API. */
    record EngineBody(
            String id, String title, List<String> versions, String defaultVersion, int port, boolean queryable) {

        static EngineBody of(DatabaseEngine e) {
            return new EngineBody(e.id(), e.title(), e.versions(), e.defaultVersion(), e.port(), e.queryable());
        }
    }

    @GetMapping
    ItemList<EngineBody> list() {
        return ItemList.all(catalog.engines().stream().map(EngineBody::of).toList());
    }
}
