package io.aispm.stack.part;

import io.aispm.stack.machine.Ports;
import io.aispm.stack.supervise.Launch;
import io.aispm.stack.supervise.Part;
import io.aispm.stack.supervise.Running;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The small model that answers when nobody brought a key. */
public final class LocalModelPart implements Part {

    private static final int HEAP_MB = 96;

    private final StackContext context;
    private final Path model;

    public LocalModelPart(StackContext context, Path model) {
        this.context = context;
        this.model = model;
    }

    @Override
    public String name() {
        return "local-model";
    }

    @Override
    public Launch launch() {
        var application = Application.of(context.folders(), name());
        var temporary = "-Djava.io.tmpdir=" + context.folders().temporary();
        return new Launch(
                Jvm.command(application, HEAP_MB, List.of(temporary)),
                Map.of(
                        "SPM_LOCAL_MODEL_FILE",
                        model.toString(),
                        "SERVER_PORT",
                        Integer.toString(context.ports().localModel()),
                        "SPM_BIND_ADDRESS",
                        "127.0.0.1"),
                application.build());
    }

    @Override
    public boolean isReady(Running running) {
        return HealthProbe.ask(Ports.url(context.ports().localModel())).isUp();
    }
}
