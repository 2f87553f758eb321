/** Runs SQL on named connections: streams results into a paged spool, cancels on the server, browses schemas. */
@NullMarked
@ApplicationModule(allowedDependencies = {"account", "activity", "connection", "engine", "problem", "uikit"})
package io.alacran.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
