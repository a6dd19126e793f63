package io.aispm.api.agent.upload;

import io.aispm.api.agent.runtime.CodeKind;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Bounds how many jars this process has in memory: each may be 64 MB, and the heap holds some of them beside all else. Who comes
 * when all places are taken waits.
 */
@Component
public class JarPlaces {

    private static final int AT_ONCE = 3;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** Does what needs an agent's whole code, with a place if that is a jar. */
    public <T> T with(CodeKind kind, Supplier<T> work) {
        if (kind != CodeKind.JAVA) {
            return work.get();
        }
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
