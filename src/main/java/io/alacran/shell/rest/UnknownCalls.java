package io.alacran.shell.rest;

import io.alacran.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers calls that do not exist in the API's own way; otherwise they would get a page. */
@RestController
@Hidden
class UnknownCalls {

    @RequestMapping("/api/v1/**")
    void unknown(HttpServletRequest request) {
        throw new ProblemException(
                ProblemException.Kind.NOT_FOUND,
                "There is no call " + request.getMethod() + " " + request.getRequestURI() + ".",
                "All calls are listed on the page /api.");
    }
}
