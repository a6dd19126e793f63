package io.aispm.api.agent.kafka;

import io.aispm.api.agent.AgentException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for a broker's answers; one that doesn't come, or says no, is {@code kafka_unavailable}. */
final class KafkaAnswers {

    private static final Logger log = LoggerFactory.getLogger(KafkaAnswers.class);

    private final Duration patience;

    KafkaAnswers(Duration patience) {
        this.patience = patience;
    }

    /** The answer. */
    <T> T ask(KafkaFuture<T> answer) {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            log.atWarn().setCause(failed).log("Kafka did not do what was asked for an agent");
            throw AgentException.kafkaUnavailable();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AgentException.kafkaUnavailable();
        }
    }

    /** Waits until it is done; a refusal of one of these kinds means that there was nothing to do. */
    @SafeVarargs
    final void settle(KafkaFuture<?> answer, Class<? extends Exception>... nothingToDo) {
        try {
            answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException refused) {
            for (var kind : nothingToDo) {
                if (kind.isInstance(refused.getCause())) {
                    return;
                }
            }
            log.atWarn().setCause(refused).log("Kafka did not do what was asked for an agent");
            throw AgentException.kafkaUnavailable();
        } catch (TimeoutException away) {
            log.atWarn().setCause(away).log("Kafka did not answer in time for an agent");
            throw AgentException.kafkaUnavailable();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AgentException.kafkaUnavailable();
        }
    }
}
