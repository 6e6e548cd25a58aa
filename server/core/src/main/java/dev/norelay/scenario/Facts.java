package dev.norelay.scenario;

import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import java.util.List;
import java.util.Optional;

/** Looks up what there is to say to a {@link Key}. */
final class Facts {
    private Facts() {}

    static Fact of(Key key, Occasion occasion) {
        Session session = occasion.session();
        return switch (key) {
            case LISTENER -> Fact.of(session.listener());
            case CLIENT -> Fact.of(session.client());
            case HELO -> helo(occasion);
            case TLS -> session.tls().map(version -> Fact.of(version, "true")).orElse(Fact.of(false));
            case AUTHENTICATED -> Fact.of(session.user().isPresent());
            case USER -> text(user(occasion));
            case MECHANISM -> mechanism(occasion);
            case SENDER -> text(sender(occasion).map(Path::text));
            case RECIPIENT ->
                Fact.of(recipients(occasion).stream().map(Path::text).toList());
            case RECIPIENTS -> Fact.of(count(occasion));
            case SIZE -> Fact.of(size(occasion));
            case HEADER -> content(occasion).map(c -> Fact.of(c.headerLines())).orElse(Fact.NOTHING);
            case BODY -> content(occasion).map(c -> Fact.of(c.body())).orElse(Fact.NOTHING);
            case COMMAND -> Fact.of(occasion.circumstances().command());
            case PIPELINED -> Fact.of(occasion.circumstances().pipelined());
            case SESSION -> Fact.of(occasion.circumstances().sessionNumber());
            case ATTEMPT -> Fact.of(occasion.circumstances().attempt());
            case FOR -> Fact.of(occasion.circumstances().silence());
            case PROPOSED -> proposed(occasion.proposal());
        };
    }

    private static Fact text(Optional<String> text) {
        return text.map(Fact::of).orElse(Fact.NOTHING);
    }

    /** At EHLO what the client says just now; else what it has said. */
    private static Fact helo(Occasion occasion) {
        return occasion.proposal().effect() instanceof Effect.Greet greet
                ? Fact.of(greet.helo())
                : text(occasion.session().helo());
    }

    static Optional<String> user(Occasion occasion) {
        LoginAttempt attempt = occasion.proposal().login();
        if (attempt != null) {
            return Optional.of(attempt.user());
        }
        return occasion.proposal().effect() instanceof Effect.LogIn login
                ? Optional.of(login.user())
                : occasion.session().user();
    }

    private static Fact mechanism(Occasion occasion) {
        LoginAttempt attempt = occasion.proposal().login();
        if (attempt != null) {
            return Fact.of(attempt.mechanism().saslName());
        }
        Effect effect = occasion.proposal().effect();
        if (effect instanceof Effect.LogIn login) {
            return Fact.of(login.mechanism().saslName());
        }
        if (effect instanceof Effect.AwaitAuthResponse await) {
            return Fact.of(await.exchange().mechanism().saslName());
        }
        return text(occasion.session().mechanism().map(Mechanism::saslName));
    }

    static Optional<Path> sender(Occasion occasion) {
        return occasion.proposal().effect() instanceof Effect.BeginTransaction begin
                ? Optional.of(begin.reversePath())
                : occasion.session().transaction().map(Transaction::reversePath);
    }

    /** The one of this RCPT; at other moments, those of the transaction. */
    static List<Path> recipients(Occasion occasion) {
        if (occasion.proposal().moment() == Moment.RCPT) {
            return occasion.proposal().effect() instanceof Effect.AddRecipient add
                    ? List.of(add.forwardPath())
                    : List.of();
        }
        return accepted(occasion);
    }

    private static List<Path> accepted(Occasion occasion) {
        return occasion.session().transaction().map(Transaction::forwardPaths).orElse(List.of());
    }

    private static int count(Occasion occasion) {
        return accepted(occasion).size() + (occasion.proposal().effect() instanceof Effect.AddRecipient ? 1 : 0);
    }

    private static long size(Occasion occasion) {
        Optional<Content> content = content(occasion);
        if (content.isPresent()) {
            return content.get().size();
        }
        return occasion.proposal().effect() instanceof Effect.BeginTransaction begin
                ? begin.declaredSize()
                : occasion.session()
                        .transaction()
                        .map(Transaction::declaredSize)
                        .orElse(0L);
    }

    private static Optional<Content> content(Occasion occasion) {
        return Optional.ofNullable(occasion.circumstances().content());
    }

    private static Fact proposed(Proposal proposal) {
        if (proposal.accepts()) {
            return Fact.of("accepted");
        }
        return proposal.refused()
                .map(refusal -> Fact.of(refusal.id(), "refused"))
                .orElse(Fact.of("refused"));
    }
}
