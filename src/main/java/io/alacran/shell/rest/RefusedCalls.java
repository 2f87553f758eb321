package io.alacran.shell.rest;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Answers calls that no controller takes, in the API's own way. */
@RestControllerAdvice
class RefusedCalls {

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unknown(NoHandlerFoundException e) {
        return answer(e, "There is no call " + e.getHttpMethod() + " " + e.getRequestURL() + ".");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongMethod(HttpRequestMethodNotSupportedException e) {
        return answer(e, "This call does not take " + e.getMethod() + ", but " + e.getSupportedHttpMethods() + ".");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongAccept(HttpMediaTypeNotAcceptableException e) {
        return answer(e, "This call answers with one of " + e.getSupportedMediaTypes() + "; ask for it with Accept.");
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> wrongBody(HttpMediaTypeNotSupportedException e) {
        return answer(e, "This call takes one of " + e.getSupportedMediaTypes() + ", not " + e.getContentType() + ".");
    }

    private static ResponseEntity<ProblemDetail> answer(ErrorResponse refusal, String detail) {
        ProblemDetail body = ProblemDetail.forStatusAndDetail(refusal.getStatusCode(), detail);
        body.setProperty("remedy", "All calls are listed on the page /api.");
        return ResponseEntity.status(refusal.getStatusCode())
                .headers(refusal.getHeaders())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(body);
    }
}
