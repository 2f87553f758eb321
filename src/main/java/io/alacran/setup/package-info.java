/** The first run: from the setup link to a query on a database that was just deployed. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "account",
            "bastion",
            "connection",
            "database",
            "docker",
            "engine",
            "operation",
            "problem",
            "secret",
            "uikit"
        })
package io.alacran.setup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
