/** The command line: a client of the REST API and of nothing else. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.alacran.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
