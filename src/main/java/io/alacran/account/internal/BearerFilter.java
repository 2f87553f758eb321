package io.alacran.account.internal;

import io.alacran.account.UserAccount;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetailsSource;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Recognises personal API tokens (RFC 6750); right ones always pass. Wrong ones are
 * told to wait longer and longer, which is enough where 256 bits would have to be guessed. They are counted apart from sign-ins: a script that goes on with a
 * revoked token holds nobody up.
 */
class BearerFilter extends OncePerRequestFilter {

    private static final String SCHEME = "Bearer ";
    private static final String WHAT = "(api token)";

    private final PersonalTokens tokens;
    private final SignInThrottle throttle = new SignInThrottle();
    private final ProblemResponses problems;

    BearerFilter(PersonalTokens tokens, ProblemResponses problems) {
        this.tokens = tokens;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            chain.doFilter(request, response);
            return;
        }
        Optional<UserAccount> owner =
                tokens.owner(header.substring(SCHEME.length()).strip());
        if (owner.isEmpty()) {
            refuse(request, response);
            return;
        }
        UsernamePasswordAuthenticationToken signedIn = PasswordSignIn.signedIn(owner.get());
        signedIn.setDetails(new WebAuthenticationDetailsSource().buildDetails(request));
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(signedIn);
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            throttle.begin(WHAT, request.getRemoteAddr());
        } catch (TooManyAttemptsException tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
            problems.write(
                    response,
                    HttpStatus.TOO_MANY_REQUESTS,
                    "There were too many requests with a wrong API token from " + request.getRemoteAddr() + ".",
                    tooMany.remedy());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
        problems.write(
                response,
                HttpStatus.UNAUTHORIZED,
                "The API token is not known; it may have been revoked.",
                "Make a new one on the Settings page.");
    }
}
