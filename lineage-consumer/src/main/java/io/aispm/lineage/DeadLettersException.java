package io.aispm.lineage;

import io.aispm.kit.problem.DomainException;

/** Dead letters can't be read or tried again now. */
public final class DeadLettersException extends DomainException {

    private DeadLettersException(String code, String sentence) {
        super(Kind.UNAVAILABLE, code, sentence);
    }

    /** Kafka does not answer, or not in time. */
    public static DeadLettersException kafkaAway() {
        return new DeadLettersException("kafka_unavailable", "Kafka does not answer. Try again in a moment.");
    }

    /** The database does not answer. */
    public static DeadLettersException databaseAway() {
        return new DeadLettersException("database_unavailable", "The database does not answer. Try again in a moment.");
    }
}
