/** Errors a person sees: what was tried, what was found, what to do next; and how they travel over HTTP (RFC 9457). */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.alacran.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
