package io.aispm.kit.secret;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.util.Set;

/**
 * Encrypts what must be kept and given out again: AES-256-GCM by Google Tink. A ciphertext is bound to its context (the
 * row it belongs to), so that it can't be moved to another, and names its key, so that keys can be rotated: a new
 * keyset encrypts with its primary key and still reads what the others wrote.
 */
public final class KeyRing {

    private static final Configuration AEAD = AeadConfig2026.get();

    private final Aead aead;

    private KeyRing(KeysetHandle keys) throws GeneralSecurityException {
        this.aead = keys.getPrimitive(AEAD, Aead.class);
    }

    /** Opens the key ring in a file; fails with {@link KeyRingException} where it can't be read. */
    public static KeyRing open(Path file) {
        try {
            var keyset = Files.readString(file, StandardCharsets.UTF_8);
            return new KeyRing(TinkJsonProtoKeysetFormat.parseKeyset(keyset, AEAD, InsecureSecretKeyAccess.get()));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new KeyRingException("The key ring can't be read.", unreadable);
        }
    }

    /** Makes a file with a new key ring that only its owner may read; fails where the file is there already. */
    public static void create(Path file) {
        try {
            var keys = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD);
            var keyset = TinkJsonProtoKeysetFormat.serializeKeyset(keys, AEAD, InsecureSecretKeyAccess.get());
            var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
            try (var channel = Files.newByteChannel(
                    file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly)) {
                channel.write(StandardCharsets.UTF_8.encode(keyset));
            }
        } catch (IOException | GeneralSecurityException failed) {
            throw new KeyRingException("The key ring can't be made.", failed);
        }
    }

    /** A key ring for this process only, whose ciphertexts nobody can read later. */
    public static KeyRing ephemeral() {
        try {
            return new KeyRing(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD));
        } catch (GeneralSecurityException failed) {
            throw new KeyRingException("The key ring can't be made.", failed);
        }
    }

    /** Encrypts; the same context must be given to read it. */
    public byte[] encrypt(byte[] plain, byte[] context) {
        try {
            return aead.encrypt(plain, context);
        } catch (GeneralSecurityException failed) {
            throw new KeyRingException("A secret could not be encrypted.", failed);
        }
    }

    /** Decrypts; fails where the key, the context or a bit of the ciphertext is not the same. */
    public byte[] decrypt(byte[] cipher, byte[] context) {
        try {
            return aead.decrypt(cipher, context);
        } catch (GeneralSecurityException failed) {
            throw new KeyRingException("A secret could not be decrypted.", failed);
        }
    }

    /** Encrypts a text. */
    public byte[] encryptText(String plain, String context) {
        return encrypt(plain.getBytes(StandardCharsets.UTF_8), context.getBytes(StandardCharsets.UTF_8));
    }

    /** Decrypts a text. */
    public String decryptText(byte[] cipher, String context) {
        return new String(decrypt(cipher, context.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }
}
