/** The packaged console against real parts: the engine, database servers and their own clients, a browser. */
package io.alacran.e2e;
