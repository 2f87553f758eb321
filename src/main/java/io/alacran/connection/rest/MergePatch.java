package io.alacran.connection.rest;

import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON merge patches: what is given replaces, what is null goes, objects are merged member by member (RFC 7396). */
final class MergePatch {

    private MergePatch() {}

    static void apply(ObjectNode target, ObjectNode patch) {
        for (Map.Entry<String, JsonNode> member : patch.properties()) {
            JsonNode value = member.getValue();
            if (value.isNull()) {
                target.remove(member.getKey());
            } else if (value instanceof ObjectNode object) {
                ObjectNode inner = target.get(member.getKey()) instanceof ObjectNode present
                        ? present
                        : target.putObject(member.getKey());
                apply(inner, object);
            } else {
                target.set(member.getKey(), value);
            }
        }
    }
}
