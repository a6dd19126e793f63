package io.aispm.api.agent.store;

import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;

/** The rows of agents. */
interface AgentRows extends JpaRepository<AgentRow, UUID> {

    /** The row, held until the transaction ends. */
    @Lock(LockModeType.PESSIMISTIC_WRITE)
    @Query("select row from AgentRow row where row.id = :id")
    Optional<AgentRow> lock(UUID id);
}
