package io.aispm.proxy.web;

import io.aispm.proxy.http.Exchange;
import java.io.IOException;

/**
 * What is done about the requests of one path.
 *
 * @param path the path; one that ends with a slash stands for all below it
 */
record Route(String method, String path, Action action) {

    /** Answers a request. */
    @FunctionalInterface
    interface Action {

        /** Does it; an {@code IOException} says that the caller has gone. */
        void answer(Exchange exchange) throws IOException;
    }

    static Route get(String path, Action action) {
        return new Route("GET", path, action);
    }

    static Route post(String path, Action action) {
        return new Route("POST", path, action);
    }

    boolean isOf(String asked) {
        return path.endsWith("/") ? asked.startsWith(path) && asked.length() > path.length() : path.equals(asked);
    }

    /** Whether it is this one that a method asks for: who may have an answer may have its headers alone. */
    boolean takes(String asked) {
        return method.equals(asked) || ("GET".equals(method) && "HEAD".equals(asked));
    }
}
