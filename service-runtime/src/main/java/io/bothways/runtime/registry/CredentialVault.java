package io.bothways.runtime.registry;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.Configuration;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig2026;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import io.bothways.contracts.AccountId;
import io.bothways.contracts.TenantId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Encrypts what opens an app: AES-256-GCM of Tink, the keyset in a file of its own that only we may read. What is
 * encrypted is bound to its tenant, account and purpose: a row copied elsewhere does not open.
 */
@ApplicationScoped
public class CredentialVault {
    private static final Configuration AEAD = AeadConfig2026.get();

    private final Aead aead;

    CredentialVault(@ConfigProperty(name = "bothways.keyset-file") Path file) throws IOException {
        try {
            aead = keyset(file).getPrimitive(AEAD, Aead.class);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(
                    "The keyset file " + file + " cannot be used. Restore it from a backup: without it the stored"
                            + " credentials cannot be read and every account has to be reconnected.",
                    broken);
        }
    }

    public byte[] lock(TenantId tenant, AccountId account, String purpose, String secret) {
        try {
            return aead.encrypt(secret.getBytes(StandardCharsets.UTF_8), context(tenant, account, purpose));
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("encryption failed", failed);
        }
    }

    /** Throws where the bytes were not locked for this tenant, account and purpose by this keyset. */
    public String open(TenantId tenant, AccountId account, String purpose, byte[] locked) {
        try {
            return new String(aead.decrypt(locked, context(tenant, account, purpose)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException(
                    "the " + purpose + " of account " + account + " cannot be decrypted with this keyset", failed);
        }
    }

    private static byte[] context(TenantId tenant, AccountId account, String purpose) {
        return (tenant + "\n" + account + "\n" + purpose).getBytes(StandardCharsets.UTF_8);
    }

    private static KeysetHandle keyset(Path file) throws IOException, GeneralSecurityException {
        if (!Files.exists(file)) {
            create(file);
        }
        return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), AEAD, InsecureSecretKeyAccess.get());
    }

    /** Five services may start at once: the first link wins, the others read what it made. */
    private static void create(Path file) throws IOException, GeneralSecurityException {
        KeysetHandle fresh = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM, AEAD);
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path draft = Files.createTempFile(
                folder,
                "keyset",
                ".new",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(draft, TinkJsonProtoKeysetFormat.serializeKeyset(fresh, AEAD, InsecureSecretKeyAccess.get()));
            Files.createLink(file, draft);
        } catch (FileAlreadyExistsException another) {
            // Another service was first; its keyset is the one.
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
