package io.alacran.database;

/** What happened to a managed database, for other features to follow; published after it happened. */
public sealed interface DatabaseEvent {

    /** The database's name. */
    String name();

    /** It answered its readiness probe after a deploy. */
    record Deployed(String name) implements DatabaseEvent {}

    /** Its container was started, stopped, recreated or changed its state or address. */
    record Changed(String name) implements DatabaseEvent {}

    /** It is gone; its volume may still exist. */
    record Removed(String name) implements DatabaseEvent {}
}
