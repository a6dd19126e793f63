package io.aispm.api.posture;

import io.aispm.api.policy.PlatformSigner;
import io.aispm.contract.agent.AgentId;
import io.aispm.contract.agent.TenantId;
import io.aispm.kit.id.Ids;
import io.aispm.kit.json.CanonicalJson;
import io.aispm.kit.page.Cursor;
import io.aispm.kit.page.Page;
import io.aispm.kit.page.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Writes down each drift at its detection and at its end, signed, each link with the hash of the one before. */
@Service
public class EvidenceChain {

    private static final String TYPE = "aispm-evidence+jws";
    private static final String EXPORT_TYPE = "aispm-evidence-export+jws";

    private final EvidenceStore store;
    private final PlatformSigner signer;
    private final Ids ids;
    private final Clock clock;

    EvidenceChain(EvidenceStore store, PlatformSigner signer, Ids ids, Clock clock) {
        this.store = store;
        this.signer = signer;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * An agent's chain, to be kept elsewhere.
     *
     * @param digest the SHA-256, in hex, of the canonical form of the links' hashes, as a list
     * @param signature a JWS over the digest
     * @param publicKey the JWK by which all signatures are checked
     */
    public record Export(
            AgentId agent, Instant at, List<Evidence> links, String digest, String signature, String publicKey) {}

    /** The evidence, or the problem that there is none. */
    public Evidence require(TenantId tenant, UUID id) {
        return store.find(tenant, id).orElseThrow(PostureException::unknownEvidence);
    }

    /** Newest first; of one agent, or all of the tenant. */
    public Page<Evidence> list(TenantId tenant, @Nullable AgentId agent, PageRequest page) {
        var after = page.cursor() == null ? null : Cursor.decode(page.cursor());
        return Page.cut(
                store.list(tenant, agent, page.limit() + 1, after),
                page.limit(),
                last -> new Cursor(last.recordedAt(), last.id()).encode());
    }

    /** An agent's whole chain; of one that is gone, too. */
    public Export export(TenantId tenant, AgentId agent) {
        var links = store.chain(tenant, agent);
        if (links.isEmpty()) {
            throw PostureException.unknownEvidence();
        }
        var digest = CanonicalJson.digest(links.stream().map(Evidence::hash).toList());
        return new Export(agent, clock.instant(), links, digest, signer.sign(EXPORT_TYPE, digest), signer.publicKey());
    }

    /** Adds a link on the drift as it stands; within the transaction that keeps others from its agent. */
    Evidence write(Drift drift, Snapshot now, String policyVersion) {
        var last = store.last(drift.agent());
        var decision = drift.decision();
        var link = new Evidence(
                        decision == null ? drift.evidence() : ids.next(),
                        drift.tenant(),
                        drift.agent(),
                        last.map(Evidence::sequence).orElse(0L) + 1,
                        drift.id(),
                        decision == null ? null : drift.evidence(),
                        drift.difference(),
                        drift.finding(),
                        drift.state(),
                        decision == null ? null : decision.by(),
                        decision == null ? null : decision.at(),
                        decision == null ? drift.finding().reason() : decision.reason(),
                        policyVersion,
                        now.hash(),
                        clock.instant().truncatedTo(ChronoUnit.MILLIS),
                        last.map(Evidence::hash).orElse(null),
                        "",
                        "")
                .sealed();
        var signed = link.signed(signer.sign(TYPE, link.hash()));
        store.add(signed);
        return signed;
    }
}
