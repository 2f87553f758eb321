package io.alacran.bastion.internal;

import java.time.Duration;

/** What the audit log has to know. */
public sealed interface BastionEvent {

    /** The account it is about, as the client named it. */
    String account();

    /** The address it came from. */
    String source();

    /** Somebody signed in; {@code method} is {@code password}, {@code key} or {@code certificate}. */
    record SignedIn(String account, String source, String method) implements BastionEvent {}

    /** A sign-in was refused. */
    record SignInRefused(String account, String source, String method, String reason) implements BastionEvent {}

    /** A tunnel, or something else that a session asked for, was refused. */
    record Refused(String account, String source, String target, String reason) implements BastionEvent {}

    /** A tunnel was opened. */
    record Opened(String account, String source, String target, String id) implements BastionEvent {}

    /** A tunnel ended; bytes in are those that the client sent. */
    record Closed(String account, String source, String target, String id, long bytesIn, long bytesOut, Duration lasted)
            implements BastionEvent {}
}
