package io.aispm.api.identity.ui;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.CacheControl;
import org.springframework.util.StringUtils;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Serves the admin UI's files: those whose name has a hash for ever, the page itself anew each time. */
@Configuration(proxyBeanMethods = false)
class UiConfiguration implements WebMvcConfigurer {

    private final UiProperties properties;

    UiConfiguration(UiProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addViewControllers(ViewControllerRegistry views) {
        views.addRedirectViewController("/", "/ui/").setKeepQueryParams(false);
        views.addRedirectViewController("/ui", "/ui/").setKeepQueryParams(false);
        // A resource handler finds nothing under an empty path.
        views.addViewController("/ui/").setViewName("forward:/ui/index.html");
    }

    @Override
    public void addResourceHandlers(ResourceHandlerRegistry files) {
        if (!StringUtils.hasText(properties.uiDir())) {
            return;
        }
        var folder = properties.uiDir().endsWith("/") ? properties.uiDir() : properties.uiDir() + "/";
        files.addResourceHandler("/ui/assets/**")
                .addResourceLocations(new FileSystemResource(folder + "assets/"))
                .setCacheControl(
                        CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        files.addResourceHandler("/ui/**")
                .addResourceLocations(new FileSystemResource(folder))
                .setCacheControl(CacheControl.noCache())
                .resourceChain(false)
                .addResolver(new PageOrFile());
    }
}
