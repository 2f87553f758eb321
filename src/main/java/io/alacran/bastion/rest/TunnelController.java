package io.alacran.bastion.rest;

import io.alacran.bastion.Bastion;
import io.alacran.bastion.TunnelRecipe;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How to reach a database through the bastion. */
@RestController
class TunnelController {

    private final Bastion bastion;

    TunnelController(Bastion bastion) {
        this.bastion = bastion;
    }

    /** The host is the one that the console was asked at, since the bastion is on the same machine. */
    @GetMapping("/api/v1/databases/{name}/tunnel")
    TunnelRecipe tunnel(
            @PathVariable String name,
            @RequestParam(required = false) @Nullable Integer localPort,
            @RequestParam(required = false) @Nullable String user,
            HttpServletRequest request) {
        return bastion.recipe(name, localPort, request.getServerName(), user);
    }
}
