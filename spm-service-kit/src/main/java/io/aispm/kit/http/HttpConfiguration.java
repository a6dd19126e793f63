package io.aispm.kit.http;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The client that all others are derived from by {@code newBuilder()}, so that they share its connections. */
@Configuration(proxyBeanMethods = false)
public class HttpConfiguration {

    private static final int IDLE_CONNECTIONS = 256;

    @Bean(destroyMethod = "")
    OkHttpClient http() {
        var dispatcher = new Dispatcher(Executors.newVirtualThreadPerTaskExecutor());
        dispatcher.setMaxRequests(10_000);
        dispatcher.setMaxRequestsPerHost(10_000);
        return new OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .connectTimeout(Duration.ofSeconds(2))
                .followRedirects(false)
                .build();
    }
}
