package io.aispm.api.identity;

import java.util.Optional;

/** What a person may do in their tenant. */
public enum Role {
    /** Everything in the tenant. */
    ADMIN("spm:admin"),
    /** Agents, chat and approvals. */
    OPERATOR("spm:operator"),
    /** Reads everything but secrets; changes nothing and doesn't chat. */
    AUDITOR("spm:auditor"),
    /** Lists agents, chats, and sees their own sessions. */
    USER("spm:user");

    private final String word;

    Role(String word) {
        this.word = word;
    }

    /** The role a token names; empty where it is none of ours. */
    public static Optional<Role> of(String word) {
        for (var role : values()) {
            if (role.word.equals(word)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    /** The word a token has for it. */
    @Override
    public String toString() {
        return word;
    }
}
