package dev.norelay.session;

import static dev.norelay.smtp.ReplyCode.OK_250;
import static dev.norelay.smtp.ReplyCode.SERVICE_CLOSING_221;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import dev.norelay.smtp.SyntaxError;
import java.util.ArrayList;
import java.util.List;

/**
 * What a correct server answers to commands that are about no mail transaction: EHLO, HELO, STARTTLS, RSET, NOOP, VRFY,
 * HELP, QUIT and what is no command at all (RFC 5321 §4.1.1, RFC 3207).
 */
final class SessionCommands {
    private SessionCommands() {}

    static Proposal answer(Session session, Command command, ServerProfile profile) {
        if (command instanceof Command.Malformed malformed) {
            return malformed(session, malformed, profile);
        }
        if (command instanceof Command.Ehlo ehlo) {
            return ehlo(session, ehlo, profile);
        }
        if (command instanceof Command.Helo helo) {
            return Proposal.accept(
                    Moment.EHLO, Reply.of(OK_250, profile.hostname()), new Effect.Greet(helo.domain(), false));
        }
        if (command instanceof Command.StartTls) {
            return startTls(session, profile);
        }
        return simple(command, profile);
    }

    private static Proposal simple(Command command, ServerProfile profile) {
        Moment moment = command.moment();
        return switch (moment) {
            case RSET -> Proposal.accept(moment, Replies.RESET, new Effect.Reset());
            case NOOP -> Proposal.answer(moment, Replies.NOOP);
            case VRFY -> Proposal.answer(moment, Replies.CANNOT_VERIFY);
            case QUIT ->
                Proposal.accept(
                        moment,
                        Reply.of(SERVICE_CLOSING_221, "2.0.0 " + profile.hostname() + " closing connection"),
                        new Effect.Quit());
            default -> Proposal.answer(moment, other(command));
        };
    }

    private static Reply other(Command command) {
        if (command instanceof Command.Help) {
            return Replies.HELP;
        }
        return command instanceof Command.NotImplemented ? Replies.NOT_IMPLEMENTED : Replies.UNRECOGNIZED;
    }

    private static Proposal malformed(Session session, Command.Malformed malformed, ServerProfile profile) {
        Proposal proposal =
                Proposal.answer(malformed.moment(), malformed.error().reply());
        return malformed.error() == SyntaxError.FORWARD_PATH
                ? session.refuse(proposal, Refusal.RECIPIENT_SYNTAX, profile)
                : proposal;
    }

    private static Proposal ehlo(Session session, Command.Ehlo ehlo, ServerProfile profile) {
        List<String> texts = new ArrayList<>();
        List<Acceptances.Line> own = profile.acceptances().ehlo();
        texts.add(
                own.isEmpty()
                        ? profile.hostname() + " greets " + session.client()
                        : own.get(0).text());
        texts.addAll(Keywords.listed(profile, session.tls().isPresent()));
        Effect greet = new Effect.Greet(ehlo.domain(), true);
        Reply reply = session.fill(Reply.of(OK_250, texts.toArray(String[]::new)), profile, greet);
        return Proposal.accept(Moment.EHLO, reply, greet);
    }

    private static Proposal startTls(Session session, ServerProfile profile) {
        if (session.tls().isPresent()) {
            return Proposal.answer(Moment.STARTTLS, Replies.TLS_TWICE);
        }
        if (profile.security() != Security.STARTTLS || profile.hiddenKeywords().contains("STARTTLS")) {
            return Proposal.answer(Moment.STARTTLS, Replies.STARTTLS_NOT_OFFERED);
        }
        return Proposal.accept(Moment.STARTTLS, Replies.READY_FOR_TLS, new Effect.StartTls());
    }
}
