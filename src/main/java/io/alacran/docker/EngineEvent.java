package io.alacran.docker;

import java.util.Map;

/** What the engine tells by itself; published as an application event, from a thread of its own. */
public sealed interface EngineEvent {

    /** A managed container changed: started, died, was destroyed, renamed, … */
    record ContainerChanged(String name, String action, Map<String, String> labels) implements EngineEvent {}

    /** The engine answers again, or for the first time; what happened in between is not known. */
    record Connected() implements EngineEvent {}

    /** The engine does not answer any more. */
    record Lost(String reason) implements EngineEvent {}
}
