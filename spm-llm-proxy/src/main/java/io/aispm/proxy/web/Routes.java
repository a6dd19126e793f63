package io.aispm.proxy.web;

import io.aispm.kit.problem.DomainException;
import io.aispm.proxy.http.Exchange;
import io.aispm.proxy.http.Handler;
import io.aispm.proxy.usage.CallerGoneException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/** Finds the route of each request, and answers in its caller's shape what can't be served. */
final class Routes implements Handler {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);
    /** Stands for a path that can't be read. */
    private static final String NONE = "";

    private final List<Route> routes;
    private final Errors errors;
    private final RequestMeters meters;

    Routes(List<Route> routes, Errors errors, RequestMeters meters) {
        this.routes = List.copyOf(routes);
        this.errors = errors;
        this.meters = meters;
    }

    @Override
    public void handle(Exchange exchange) {
        var began = System.nanoTime();
        var path = path(exchange);
        var route = route(exchange, path);
        try {
            if (route == null) {
                refuse(exchange, path);
            } else {
                answer(exchange, path, route);
            }
        } catch (IOException | CallerGoneException gone) {
            log.atDebug().setCause(gone).log("The caller went away");
        } finally {
            meters.record(exchange, route, System.nanoTime() - began);
        }
    }

    private static String path(Exchange exchange) {
        try {
            return exchange.fault() > 0 ? NONE : exchange.path();
        } catch (IllegalArgumentException noPath) {
            return NONE;
        }
    }

    private @Nullable Route route(Exchange exchange, String path) {
        for (var route : routes) {
            if (route.isOf(path) && route.takes(exchange.method())) {
                return route;
            }
        }
        return null;
    }

    private void answer(Exchange exchange, String path, Route route) throws IOException {
        try {
            route.action().answer(exchange);
        } catch (CallerGoneException gone) {
            throw gone;
        } catch (RuntimeException failed) {
            if (exchange.begun()) {
                throw failed;
            }
            if (failed instanceof DomainException failure) {
                errors.tell(exchange, path, failure);
            } else {
                log.atError().setCause(failed).log("A call failed for a reason that nobody foresaw");
                errors.unforeseen(exchange, path);
            }
        }
    }

    private void refuse(Exchange exchange, String path) throws IOException {
        if (path.equals(NONE)) {
            errors.refuse(
                    exchange, path, HttpStatus.valueOf(Math.max(exchange.fault(), HttpStatus.BAD_REQUEST.value())));
            return;
        }
        var allowed = routes.stream()
                .filter(route -> route.isOf(path))
                .map(Route::method)
                .collect(Collectors.joining(", "));
        if (allowed.isEmpty()) {
            errors.refuse(exchange, path, HttpStatus.NOT_FOUND);
        } else {
            exchange.answerHeader("Allow", allowed);
            errors.refuse(exchange, path, HttpStatus.METHOD_NOT_ALLOWED);
        }
    }
}
