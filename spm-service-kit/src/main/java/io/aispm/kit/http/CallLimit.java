package io.aispm.kit.http;

import java.time.Duration;
import okhttp3.OkHttpClient;

/** One limit of time for a call as a whole, for the short questions that parts of the platform ask each other. */
public final class CallLimit {

    private CallLimit() {}

    /**
     * A client like another whose calls end after so long, whatever they wait for. Limits for each read and write would say
     * nothing more: but each wakes OkHttp's watchdog, and the timer of the virtual thread that reads, several times a call.
     */
    public static OkHttpClient.Builder whole(OkHttpClient http, Duration limit) {
        return http.newBuilder()
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO)
                .callTimeout(limit);
    }
}
