package io.alacran.problem.rest;

import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns failures into {@code application/problem+json}, bad fields under {@code errors}, the next step under {@code remedy}. */
@RestControllerAdvice(annotations = RestController.class)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int LONGEST_QUOTE = 100;

    @ExceptionHandler
    ProblemDetail invalid(InvalidInputException e) {
        ProblemDetail body =
                problem(HttpStatus.BAD_REQUEST, "Some fields are not right", String.valueOf(e.getMessage()));
        body.setProperty("errors", e.errors());
        return body;
    }

    @ExceptionHandler
    ProblemDetail problem(ProblemException e) {
        HttpStatus status = switch (e.kind()) {
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
            case REFUSED -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_MANY -> HttpStatus.TOO_MANY_REQUESTS;
        };
        ProblemDetail body = problem(status, status.getReasonPhrase(), String.valueOf(e.getMessage()));
        if (e.remedy() != null) {
            body.setProperty("remedy", e.remedy());
        }
        e.properties().forEach(body::setProperty);
        return body;
    }

    @ExceptionHandler
    ProblemDetail unexpected(Exception e) {
        log.error("a request failed unexpectedly", e);
        return problem(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something went wrong in the console",
                "The request was not carried out; the console's log has the details.");
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            org.springframework.http.converter.HttpMessageNotReadableException e,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        ProblemDetail body = problem(
                HttpStatus.BAD_REQUEST, "The body could not be read", "The body is not the JSON that this call takes.");
        Throwable cause = e.getMostSpecificCause();
        if (cause instanceof tools.jackson.databind.exc.MismatchedInputException mismatch
                && !mismatch.getPath().isEmpty()) {
            String field = mismatch.getPath().stream()
                    .map(r -> r.getPropertyName() == null ? "[" + r.getIndex() + "]" : r.getPropertyName())
                    .reduce((a, b) -> b.startsWith("[") ? a + b : a + "." + b)
                    .orElse("");
            String message = mismatch instanceof UnrecognizedPropertyException
                    ? "is not a field of this call"
                    : "has the wrong type";
            body.setProperty("errors", List.of(new FieldError(field, message)));
        }
        return ResponseEntity.badRequest().body(body);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (!(e instanceof MethodArgumentTypeMismatchException argument)) {
            return super.handleTypeMismatch(e, headers, status, request);
        }
        String given = String.valueOf(argument.getValue());
        String shown = given.length() > LONGEST_QUOTE ? given.substring(0, LONGEST_QUOTE) + "…" : given;
        return ResponseEntity.badRequest()
                .body(invalid(new InvalidInputException(
                        argument.getName(), "'" + shown + "' " + missed(argument.getRequiredType()))));
    }

    private static String missed(@Nullable Class<?> wanted) {
        Class<?> type = wanted == null ? Object.class : ClassUtils.resolvePrimitiveIfNecessary(wanted);
        if (type == Integer.class || type == Long.class) {
            return "is not a whole number";
        }
        if (type == Boolean.class) {
            return "is neither true nor false";
        }
        return type == Instant.class ? "is not a time such as 2026-01-31T12:00:00Z" : "is not what this call takes";
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setTitle(title);
        // Written out, although RFC 9457 lets it be left away: scripts read it.
        body.setType(URI.create("about:blank"));
        return body;
    }
}
