package io.alacran.connection;

import io.alacran.engine.Dialect;
import io.alacran.engine.Endpoint;

/** Where connections lead and how to sign in there, for those who have to look past the pools. Do not keep the answers. */
public interface Destinations {

    /** @throws io.alacran.problem.ProblemException when it cannot be told now, such as of a database that is stopped */
    Endpoint resolve(NamedConnection connection);

    /** Like {@link #resolve(NamedConnection)} for one that is not stored. */
    Endpoint resolve(Connections.Unsaved unsaved);

    /** @throws io.alacran.problem.ProblemException when the console does not speak the connection's protocol */
    Dialect dialect(NamedConnection connection);
}
