package io.alacran.workbench.rest;

/** A query failed after its first rows were sent. Only breaking off the response tells the reader that rows are missing. */
class StreamBrokenOffException extends RuntimeException {

    StreamBrokenOffException(String message) {
        super(message, null, false, false);
    }
}
