/** Connections as a file: applied, exported in the words of other tools, and read from their files without running them. */
@NullMarked
@ApplicationModule(allowedDependencies = {"activity", "connection", "engine", "problem", "uikit"})
package io.alacran.connectionfile;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
