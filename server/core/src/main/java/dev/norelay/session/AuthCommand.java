package dev.norelay.session;

import static dev.norelay.smtp.ReplyCode.AUTHENTICATION_CHALLENGE_334;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import dev.norelay.smtp.SyntaxError;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a correct server answers to AUTH and to the lines of its exchange (RFC 4954 §4). */
final class AuthCommand {
    /** RFC 4954 §9 asks for a limit; smtplib alone tries three mechanisms for one login. */
    static final int MAX_FAILED = 10;

    private AuthCommand() {}

    static Proposal auth(Session session, Command.Auth auth, ServerProfile profile) {
        Reply sequence = outOfSequence(session, profile);
        if (sequence != null) {
            return Proposal.answer(Moment.AUTH, sequence);
        }
        Optional<Mechanism> mechanism = Mechanism.ofName(auth.mechanism());
        Proposal proposal = mechanism
                .map(known -> begin(session, auth, known, profile))
                .orElse(Proposal.answer(Moment.AUTH, Replies.AUTH_NOT_OFFERED));
        if (!Keywords.offersAuth(profile, session.tls().isPresent())) {
            return unseen(session, proposal, Refusal.TLS_REQUIRED, profile); // RFC 3207 §4, RFC 4954 §4
        }
        boolean offered =
                mechanism.filter(profile.policy().mechanisms()::contains).isPresent();
        return offered ? proposal : unseen(session, proposal, Refusal.MECHANISM_UNSUPPORTED, profile);
    }

    /** Refuses without a look at the credentials: no login has failed. */
    private static Proposal unseen(Session session, Proposal proposal, Refusal refusal, ServerProfile profile) {
        return session.refuse(proposal.with(null), refusal, profile);
    }

    private static Proposal begin(Session session, Command.Auth auth, Mechanism mechanism, ServerProfile profile) {
        Nonces nonces = Nonces.of(session.stamp(), session.authTurns(), profile.hostname());
        SaslExchange begun = SaslExchange.of(mechanism, nonces);
        if (auth.initialResponse() == null) {
            return step(session, begun.begin(), profile);
        }
        if (mechanism == Mechanism.CRAM_MD5) {
            // RFC 4954 §4: the server speaks first.
            return Proposal.answer(Moment.AUTH, SyntaxError.ARGUMENTS.reply());
        }
        // RFC 4954 §4: "=" is an initial response that is there and empty.
        String initial = auth.initialResponse().equals("=") ? "" : auth.initialResponse();
        return respond(session, begun, initial, profile);
    }

    private static @Nullable Reply outOfSequence(Session session, ServerProfile profile) {
        if (!session.extended()) {
            return Replies.EHLO_FIRST;
        }
        if (session.transaction().isPresent()) {
            return Replies.AUTH_IN_TRANSACTION; // RFC 4954 §4
        }
        if (session.user().isPresent()) {
            return Replies.AUTH_TWICE; // RFC 4954 §4
        }
        return profile.policy().mechanisms().isEmpty() ? Replies.AUTH_NOT_OFFERED : null;
    }

    /** The answer to a line of an open exchange. */
    static Proposal response(
            Session session, SaslExchange exchange, Command.AuthResponse response, ServerProfile profile) {
        if (response.base64().equals("*")) {
            Proposal cancelled = Proposal.answer(Moment.AUTH, SyntaxError.AUTHENTICATION_CANCELLED.reply());
            // RFC 7628 §3.2.3: a client that has heard the error may cancel; its login has failed all the same.
            return exchange instanceof ConcludingExchange told && !told.isGood()
                    ? cancelled.with(told.attempt())
                    : cancelled;
        }
        return respond(session, exchange, response.base64(), profile);
    }

    private static Proposal respond(Session session, SaslExchange exchange, String base64, ServerProfile profile) {
        byte[] octets;
        try {
            // RFC 4954 §8: padded; Java's decoder lets it pass without.
            if (base64.length() % 4 != 0) {
                return Proposal.answer(Moment.AUTH, SyntaxError.BASE64.reply());
            }
            octets = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return Proposal.answer(Moment.AUTH, SyntaxError.BASE64.reply());
        }
        return step(session, exchange.respond(octets, profile), profile);
    }

    private static Proposal step(Session session, SaslExchange.Step step, ServerProfile profile) {
        if (step instanceof SaslExchange.Step.Challenge challenge) {
            String text = Base64.getEncoder().encodeToString(challenge.text().getBytes(StandardCharsets.UTF_8));
            Reply reply = Reply.of(AUTHENTICATION_CHALLENGE_334, text);
            Proposal proposal = Proposal.accept(Moment.AUTH, reply, new Effect.AwaitAuthResponse(challenge.next()));
            // Many clients leave when they hear of it, so that the refusal itself never comes.
            return challenge.next() instanceof ConcludingExchange told && !told.isGood()
                    ? proposal.with(told.attempt())
                    : proposal;
        }
        if (step instanceof SaslExchange.Step.Shown shown) {
            return logIn(session, shown.attempt(), profile);
        }
        return Proposal.answer(Moment.AUTH, SyntaxError.BASE64.reply());
    }

    private static Proposal logIn(Session session, LoginAttempt attempt, ServerProfile profile) {
        Effect logIn = new Effect.LogIn(attempt.user(), attempt.mechanism());
        Proposal proposal =
                Proposal.accept(Moment.AUTH, Replies.LOGGED_IN, logIn).with(attempt);
        if (attempt.outcome() == LoginAttempt.Outcome.GOOD) {
            return proposal;
        }
        boolean enough = session.failedLogins() + 1 >= MAX_FAILED;
        Refusal refusal = enough ? Refusal.TOO_MANY_FAILURES : Refusal.CREDENTIALS_INVALID;
        return session.refuse(proposal, refusal, profile);
    }
}
