package dev.norelay.scenario;

import dev.norelay.session.Content;
import dev.norelay.session.Effect;
import dev.norelay.session.LoginAttempt;
import dev.norelay.session.Occasion;
import dev.norelay.session.Proposal;
import dev.norelay.session.Session;
import dev.norelay.session.Transaction;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import java.util.ArrayList;
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
            case TLS_ACTIVE ->
                session.tls().map(version -> Fact.of("true", version)).orElse(Fact.of(false));
            case AUTHENTICATED -> Fact.of(session.user().isPresent());
            case USER -> text(user(occasion));
            case MECHANISM -> mechanism(occasion);
            case SENDER -> text(sender(occasion).map(Path::text));
            case RECIPIENT -> recipients(occasion);
            case RECIPIENTS -> Fact.of(recipients(occasion).texts().size());
            case SIZE -> Fact.of(size(occasion));
            case HEADER ->
                content(occasion).map(c -> new Fact(c.headerLines(), -1)).orElse(Fact.NOTHING);
            case BODY -> content(occasion).map(c -> Fact.of(c.body())).orElse(Fact.NOTHING);
            case COMMAND -> Fact.of(occasion.circumstances().command());
            case PIPELINED -> Fact.of(occasion.circumstances().pipelined());
            case SESSION -> Fact.of(occasion.circumstances().sessionNumber());
            case ATTEMPT -> Fact.of(occasion.circumstances().attempt());
            case FOR -> Fact.of(occasion.circumstances().silence().toMillis());
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

    private static Optional<String> user(Occasion occasion) {
        LoginAttempt attempt = occasion.proposal().login();
        if (attempt != null) {
            return Optional.of(attempt.user());
        }
        return occasion.proposal().effect() instanceof Effect.LogIn login
                ? Optional.of(login.user())
                : occasion.session().user();
    }

    private static Fact mechanism(Occasion occasion) {
        Effect effect = occasion.proposal().effect();
        if (effect instanceof Effect.LogIn login) {
            return Fact.of(login.mechanism().name());
        }
        if (effect instanceof Effect.AwaitAuthResponse await) {
            return Fact.of(await.exchange().mechanism().name());
        }
        return text(occasion.session().mechanism().map(Enum::name));
    }

    static Optional<Path> sender(Occasion occasion) {
        return occasion.proposal().effect() instanceof Effect.BeginTransaction begin
                ? Optional.of(begin.reversePath())
                : occasion.session().transaction().map(Transaction::reversePath);
    }

    /** The recipient of this RCPT first, then those of the transaction; at RCPT only the first counts as recipient. */
    private static Fact recipients(Occasion occasion) {
        List<String> texts = new ArrayList<>();
        if (occasion.proposal().effect() instanceof Effect.AddRecipient add) {
            texts.add(add.forwardPath().text());
        }
        if (occasion.proposal().moment() != Moment.RCPT) {
            occasion.session()
                    .transaction()
                    .ifPresent(open -> open.forwardPaths().forEach(path -> texts.add(path.text())));
        }
        return new Fact(texts, -1);
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
                .map(refusal -> Fact.of("refused", refusal.id()))
                .orElse(Fact.of("refused"));
    }
}
