package io.alacran.account.internal;

import com.vaadin.flow.shared.ApplicationConstants;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.alacran.account.FirstAdministrator;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.UsernamePasswordAuthenticationFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.session.SessionInformationExpiredEvent;

/** Who may ask what: the API by token and without a session, the pages by session. Nothing is open unless named here. */
@Configuration
class SecurityConfiguration {

    static final String SIGN_IN = "/login";

    private static final String OPEN_API = "/api/v1/openapi.json";

    @Bean
    static PasswordEncoder passwordEncoder() {
        return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
    }

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http, PersonalTokens tokens, ProblemResponses problems, FirstAdministrator administrator) {
        return http.securityMatcher("/api/v1/**", "/health/**", "/actuator/**")
                .csrf(AbstractHttpConfigurer::disable)
                .formLogin(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new BearerFilter(tokens, problems), UsernamePasswordAuthenticationFilter.class)
                // The second part of an answer, streamed or broken off, whose request was let in before
                .authorizeHttpRequests(
                        requests -> requests.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                                .permitAll()
                                .requestMatchers(HttpMethod.POST, "/api/v1/setup")
                                .permitAll()
                                .requestMatchers(OPEN_API, OPEN_API + "/**")
                                .permitAll()
                                .requestMatchers("/health/database", "/actuator/health", "/actuator/health/*")
                                .permitAll()
                                .anyRequest()
                                .authenticated())
                .exceptionHandling(handling -> handling.authenticationEntryPoint(
                                (request, response, e) -> unauthorized(response, problems, administrator.exists()))
                        .accessDeniedHandler((request, response, e) ->
                                problems.write(response, HttpStatus.FORBIDDEN, "You may not do this.", null)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain pages(HttpSecurity http, SessionRegistry sessions) {
        return http.authorizeHttpRequests(requests -> requests.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/css/**", "/favicon.svg")
                        .permitAll())
                .headers(headers -> headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN)))
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin -> vaadin.loginView(SIGN_IN, SIGN_IN)
                                .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .exceptionHandling(handling -> handling.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint(SIGN_IN + "?ended"), SecurityConfiguration::sessionEnded))
                .formLogin(form -> form.failureHandler(SecurityConfiguration::refused))
                .sessionManagement(session -> session.addSessionAuthenticationStrategy(
                                (signedIn, request, response) -> SignedInMark.set(request, response))
                        .maximumSessions(-1)
                        .sessionRegistry(sessions)
                        .expiredSessionStrategy(SecurityConfiguration::ended))
                .build();
    }

    private static void refused(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException {
        String wait = e instanceof PasswordSignIn.Refused refused && refused.seconds() > 0
                ? "&wait=" + refused.seconds() + (refused.unheard() ? "&unheard" : "")
                : "";
        TypedName.keep(request);
        response.sendRedirect(request.getContextPath() + SIGN_IN + "?error" + wait);
    }

    /** A page is asked for by a browser that was signed in once: the sign-in says why it comes, and leads back. */
    private static boolean sessionEnded(HttpServletRequest request) {
        return request.getParameter(ApplicationConstants.REQUEST_TYPE_PARAMETER) == null && SignedInMark.isOn(request);
    }

    /** A page that is open finds itself signed out at its next action, and goes to the sign-in by itself. */
    private static void ended(SessionInformationExpiredEvent event) throws IOException {
        if (event.getRequest().getParameter(ApplicationConstants.REQUEST_TYPE_PARAMETER) != null) {
            // Loaded again, the page is remembered for after the sign-in
            event.getResponse().getWriter().write("Vaadin-Refresh");
        } else {
            event.getResponse().sendRedirect(event.getRequest().getContextPath() + SIGN_IN);
        }
    }

    private static void unauthorized(HttpServletResponse response, ProblemResponses problems, boolean setUp)
            throws IOException {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        if (setUp) {
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "This call needs an API token.",
                    "Send the header \"Authorization: Bearer TOKEN\"; tokens are made on the Settings page.");
        } else {
            problems.write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "This console is not set up yet.",
                    "Open the setup link on the console's log, or POST /api/v1/setup.");
        }
    }
}
