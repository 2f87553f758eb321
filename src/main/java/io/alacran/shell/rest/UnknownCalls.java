package io.alacran.shell.rest;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.NoHandlerFoundException;

/** Stands behind the API's calls and before the pages, so that a call that does not exist gets no page. */
@Component
class UnknownCalls implements HandlerMapping, Ordered {

    /** Controllers come at 0; they tell of a wrong method by themselves, since nothing else takes the path. */
    private static final int AFTER_CONTROLLERS = 1;

    @Override
    public int getOrder() {
        return AFTER_CONTROLLERS;
    }

    @Override
    public @Nullable HandlerExecutionChain getHandler(HttpServletRequest request) throws NoHandlerFoundException {
        if (request.getRequestURI().startsWith(request.getContextPath() + "/api/v1/")) {
            throw new NoHandlerFoundException(request.getMethod(), request.getRequestURI(), new HttpHeaders());
        }
        return null;
    }
}
