package io.alacran.shell.rest;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.stereotype.Component;

/** Gives every call in the API's description its summary, and the problems that it answers with (RFC 9457). */
@Component
class DescribedCalls implements OpenApiCustomizer {

    private static final String BASE = "/api/v1";
    private static final String PROBLEM = "Problem";

    private static final Map<String, String> PROBLEMS = Map.of(
            "400", "Something in the request is not right; errors names every bad field",
            "401", "There is no valid API token",
            "403", "You may not do this",
            "404", "The thing named does not exist",
            "409", "The thing's present state forbids it",
            "422", "The database refused the statement",
            "429", "Too many attempts",
            "503", "Something that the console needs does not answer");

    @Override
    public void customise(OpenAPI api) {
        api.getComponents().addSchemas(PROBLEM, problem());
        PROBLEMS.forEach((status, when) -> api.getComponents().addResponses(name(status), response(when)));
        api.getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, call) -> describe(path.substring(BASE.length()), method, call)));
    }

    private static void describe(String path, PathItem.HttpMethod method, Operation call) {
        CallSummaries.of(method.name(), path).ifPresent(call::setSummary);
        boolean reads = method == PathItem.HttpMethod.GET;
        boolean setup = path.equals("/setup");
        if (call.getRequestBody() != null || call.getParameters() != null) {
            add(call, "400");
        }
        if (setup) {
            call.setSecurity(List.of());
            add(call, "429");
        } else {
            add(call, "401");
            add(call, "403");
        }
        if (path.contains("{")) {
            add(call, "404");
        }
        if (!reads) {
            add(call, "409");
        }
        if (path.endsWith("/query")) {
            add(call, "422");
        }
        if (!setup) {
            add(call, "503");
        }
    }

    private static void add(Operation call, String status) {
        call.getResponses().addApiResponse(status, new ApiResponse().$ref("#/components/responses/" + name(status)));
    }

    private static String name(String status) {
        return PROBLEM + status;
    }

    private static ApiResponse response(String when) {
        MediaType json = new MediaType().schema(new Schema<>().$ref("#/components/schemas/" + PROBLEM));
        return new ApiResponse()
                .description(when)
                .content(new Content()
                        .addMediaType(org.springframework.http.MediaType.APPLICATION_PROBLEM_JSON_VALUE, json));
    }

    private static Schema<?> problem() {
        Schema<?> error = new ObjectSchema()
                .addProperty("field", new StringSchema().description("as in the request, such as ports[0].hostPort"))
                .addProperty("message", new StringSchema().description("what is wrong, and what would be right"));
        return new ObjectSchema()
                .description("What was tried, what was found, and what to do next")
                .addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("instance", new StringSchema())
                .addProperty("remedy", new StringSchema().description("the next step, where there is one"))
                .addProperty("errors", new ArraySchema().items(error).description("every bad field at once"));
    }
}
