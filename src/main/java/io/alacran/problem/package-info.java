/** What every call of the API answers alike: errors a person can act on (RFC 9457), and lists. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package io.alacran.problem;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
