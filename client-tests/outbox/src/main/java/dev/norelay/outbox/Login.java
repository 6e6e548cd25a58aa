package dev.norelay.outbox;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Tells whether settings are still those that failed, without keeping a password in the outbox. */
final class Login {
    private static final String REFUSED = "login-refused";
    private static final String SALT = "salt";
    private static final int ROUNDS = 20_000;

    private final Outbox outbox;
    private final String print;

    Login(Outbox outbox, Settings settings) throws SQLException {
        this.outbox = outbox;
        this.print = print(settings, salt(outbox));
    }

    /** A print of server, security, user and password, with a salt of this outbox. */
    String print() {
        return print;
    }

    /** The server has refused it. */
    void refused() throws SQLException {
        outbox.note(REFUSED, print);
    }

    /** It works: whatever was refused before is of no interest. */
    void worked() throws SQLException {
        if (outbox.note(REFUSED).isPresent()) {
            outbox.note(REFUSED, null);
        }
    }

    /** Whether the server has refused this very login, and no other has worked since. */
    boolean isRefused() throws SQLException {
        return outbox.note(REFUSED).filter(print::equals).isPresent();
    }

    private static String print(Settings settings, byte[] salt) {
        String entered =
                settings.server() + "\n" + settings.security() + "\n" + settings.user() + "\n" + settings.secret();
        PBEKeySpec spec = new PBEKeySpec(entered.toCharArray(), salt, ROUNDS, 256);
        try {
            byte[] print = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
            return Base64.getEncoder().encodeToString(print);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] salt(Outbox outbox) throws SQLException {
        Optional<String> kept = outbox.note(SALT);
        if (kept.isPresent()) {
            return Base64.getDecoder().decode(kept.get());
        }
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        outbox.note(SALT, Base64.getEncoder().encodeToString(salt));
        return salt;
    }
}
