package io.aispm.api.identity.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Whether the admin UI's page is where it should be. */
class UiBuilt implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        var folder = context.getEnvironment().getProperty("spm.identity.ui-dir");
        return StringUtils.hasText(folder) && Files.isRegularFile(Path.of(folder, "index.html"));
    }

    /** The other way round. */
    static final class Not extends UiBuilt {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return !super.matches(context, metadata);
        }
    }
}
