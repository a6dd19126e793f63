package io.aispm.mcp.protocol;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.util.function.Consumer;

/** Notices the id of the session that an answer opens, before its client can use it. */
final class SessionOpening extends HttpServletResponseWrapper {

    private final Consumer<String> opened;

    SessionOpening(HttpServletResponse response, Consumer<String> opened) {
        super(response);
        this.opened = opened;
    }

    @Override
    public void setHeader(String name, String value) {
        notice(name, value);
        super.setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        notice(name, value);
        super.addHeader(name, value);
    }

    private void notice(String name, String value) {
        if (CallerFilter.SESSION.equalsIgnoreCase(name)) {
            opened.accept(value);
        }
    }
}
