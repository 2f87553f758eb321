package io.alacran.problem.rest;

import io.alacran.problem.FieldError;
import io.alacran.problem.InvalidInputException;
import io.alacran.problem.ProblemException;
import java.net.URI;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns failures into {@code application/problem+json}, bad fields under {@code errors}, the next step under {@code remedy}. */
@RestControllerAdvice(annotations = RestController.class)
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

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

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(status, detail);
        body.setTitle(title);
        // Written out, although RFC 9457 lets it be left away: scripts read it.
        body.setType(URI.create("about:blank"));
        return body;
    }
}
