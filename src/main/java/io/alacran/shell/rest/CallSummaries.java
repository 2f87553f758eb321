package io.alacran.shell.rest;

import java.util.Map;
import java.util.Optional;

/** What each call of the API does, in a few words. All in one place, so that they speak alike. */
final class CallSummaries {

    private static final Map<String, String> ALL = Map.ofEntries(
            Map.entry("POST /setup", "Make the administrator, once, with the setup token"),
            Map.entry("GET /system", "The console's version, engine, store and uptime"),
            Map.entry("GET /activity", "The audit log, newest first"),
            Map.entry("GET /engines", "The engines that can be deployed, with their versions"),
            Map.entry("GET /network", "The shared network"),
            Map.entry("PUT /network", "Make the shared network, if it is not there"),
            Map.entry("PUT /databases/{name}/password", "Store the password that the database has"),
            Map.entry("GET /secrets/key", "Which key encrypts the stored secrets"),
            Map.entry("GET /secrets/key/lost", "The stored secrets that no key at hand opens"),
            Map.entry("POST /secrets/key/reset", "Forget the secrets whose key is lost"),
            Map.entry("POST /secrets/key/rotate", "Encrypt the stored secrets with the present key"),
            Map.entry("GET /tokens", "Your API tokens"),
            Map.entry("POST /tokens", "Make an API token; it is shown this once"),
            Map.entry("DELETE /tokens/{id}", "Revoke an API token"),
            Map.entry("GET /databases", "All managed databases"),
            Map.entry("POST /databases", "Deploy a database (an operation)"),
            Map.entry("GET /databases/{name}", "One managed database"),
            Map.entry("DELETE /databases/{name}", "Remove a database; its volume stays unless asked (an operation)"),
            Map.entry("PUT /databases/{name}/ports", "Change the port mappings (an operation)"),
            Map.entry("POST /databases/{name}/start", "Start a database (an operation)"),
            Map.entry("POST /databases/{name}/stop", "Stop a database (an operation)"),
            Map.entry("POST /databases/{name}/restart", "Restart a database (an operation)"),
            Map.entry("POST /databases/{name}/rotate-password", "Give it a new password (an operation)"),
            Map.entry("POST /databases/{name}/test", "Ask the doctor about an address that an application uses"),
            Map.entry("POST /databases/{name}/reveal-password", "Its password; the asking is on the audit log"),
            Map.entry("GET /databases/{name}/logs", "Its log as text, oldest line first"),
            Map.entry("GET /databases/{name}/tunnel", "The ssh command for a tunnel to it"),
            Map.entry("GET /volumes", "Volumes of databases that were removed"),
            Map.entry("DELETE /volumes/{name}", "Delete a volume that was kept, with its data"),
            Map.entry("GET /operations", "The latest operations"),
            Map.entry("GET /operations/{id}", "One operation; as an event stream it is followed to its end"),
            Map.entry("DELETE /operations/{id}", "Cancel an operation, where that is safe"),
            Map.entry("GET /environments", "The environments, each with a set of connections"),
            Map.entry("GET /connections", "All named connections"),
            Map.entry("POST /connections", "Define a connection"),
            Map.entry("POST /connections/test", "Ask the doctor about a connection that is not stored"),
            Map.entry("POST /connection-files/apply", "Make connections and groups what an alacran.yaml says"),
            Map.entry("GET /connection-files/export", "Connections and groups as a file, without secrets"),
            Map.entry("POST /connection-files/export", "An alacran.yaml as a file for another tool"),
            Map.entry("POST /connection-files/import", "Read another tool's file as an alacran.yaml; nothing is run"),
            Map.entry("GET /groups", "All groups of connections"),
            Map.entry("POST /groups", "Make a group: one connection that is written to, others that are read from"),
            Map.entry("GET /groups/{name}", "One group"),
            Map.entry("PUT /groups/{name}", "Replace a group's definition"),
            Map.entry("DELETE /groups/{name}", "Remove a group; its connections stay"),
            Map.entry(
                    "GET /groups/{name}/members",
                    "The members of a group as they are now, and who is left out, and why"),
            Map.entry("GET /connections/{name}", "One connection"),
            Map.entry("PUT /connections/{name}", "Replace a connection's definition"),
            Map.entry("PATCH /connections/{name}", "Change some fields of a connection"),
            Map.entry("DELETE /connections/{name}", "Remove a connection; the database stays"),
            Map.entry("POST /connections/{name}/test", "Ask the doctor about a connection"),
            Map.entry("GET /connections/{name}/health", "Whether it answers, and how it went"),
            Map.entry("PUT /connections/{name}/health", "Change how its health is checked"),
            Map.entry("GET /connections/{name}/lint", "What is unclear or dangerous about it"),
            Map.entry("PUT /connections/{name}/lint/{finding}/dismissal", "Say that a finding is meant so"),
            Map.entry("DELETE /connections/{name}/lint/{finding}/dismissal", "Show a dismissed finding again"),
            Map.entry("GET /connections/{name}/slow-statements", "Which statements were slow, and how slow"),
            Map.entry("DELETE /connections/{name}/slow-statements", "Forget its slow statements"),
            Map.entry("GET /connections/{name}/slow-statements/{id}", "One slow statement, by the hour"),
            Map.entry("DELETE /connections/{name}/slow-statements/{id}", "Forget one slow statement"),
            Map.entry("POST /connections/{name}/slow-statements/{id}/plan", "Ask the database for its plan"),
            Map.entry("GET /connections/{name}/pool", "Its pool: sessions, waits, settings in force"),
            Map.entry("PATCH /connections/{name}/pool", "Change settings of its pool"),
            Map.entry("POST /connections/{name}/pool/evict", "Replace the pool's idle sessions by new ones"),
            Map.entry("POST /connections/{name}/query", "Run SQL; rows as JSON, NDJSON or CSV by Accept"),
            Map.entry("GET /queries", "Running and recent queries"),
            Map.entry("DELETE /queries/{id}", "Cancel a query on its server"),
            Map.entry("GET /bastion", "The SSH bastion's settings and state"),
            Map.entry("PUT /bastion", "Turn the bastion on or off, and set it up"),
            Map.entry("POST /bastion/try", "Try the bastion from outside, step by step"),
            Map.entry("GET /bastion/sessions", "Live tunnels"),
            Map.entry("DELETE /bastion/sessions", "Cut all tunnels"),
            Map.entry("DELETE /bastion/sessions/{id}", "Cut one tunnel"),
            Map.entry("GET /bastion/users", "The bastion's accounts"),
            Map.entry("POST /bastion/users", "Make a bastion account"),
            Map.entry("GET /bastion/users/{name}", "One bastion account"),
            Map.entry("PUT /bastion/users/{name}", "Change a bastion account"),
            Map.entry("DELETE /bastion/users/{name}", "Remove a bastion account and cut its tunnels"));

    private CallSummaries() {}

    /**
     * @param method such as {@code GET}
     * @param path below {@code /api/v1}, with variables in braces
     */
    static Optional<String> of(String method, String path) {
        return Optional.ofNullable(ALL.get(method + " " + path));
    }

    /** How many calls it knows: one that is gone is to go from here as well. */
    static int count() {
        return ALL.size();
    }
}
