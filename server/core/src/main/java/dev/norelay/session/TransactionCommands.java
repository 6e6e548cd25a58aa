package dev.norelay.session;

import dev.norelay.session.Policy.Relay;
import dev.norelay.session.Policy.RequireAuth;
import dev.norelay.session.Policy.RequireTls;
import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Path;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.SyntaxError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a correct server answers to MAIL and RCPT (RFC 5321 §3.3, RFC 6409). */
final class TransactionCommands {
    private TransactionCommands() {}

    static Proposal mail(Session session, Command.Mail mail, ServerProfile profile) {
        if (session.helo().isEmpty()) {
            return Proposal.answer(Moment.MAIL, Replies.EHLO_FIRST);
        }
        if (session.transaction().isPresent()) {
            return Proposal.answer(Moment.MAIL, Replies.NESTED_MAIL);
        }
        Optional<SyntaxError> wrong = MailParameters.check(mail, session, profile);
        if (wrong.isPresent()) {
            return Proposal.answer(Moment.MAIL, wrong.get().reply());
        }
        Effect.BeginTransaction begin = new Effect.BeginTransaction(mail.reversePath(), mail.parameters());
        Proposal proposal = Proposal.accept(Moment.MAIL, Replies.SENDER_OK, begin);
        return refuseNow(session, proposal, refusals(session, begin, profile), profile);
    }

    /** Refuses for the first of these reasons whose moment is not still to come. */
    private static Proposal refuseNow(
            Session session, Proposal proposal, List<Refusal> reasons, ServerProfile profile) {
        return reasons.stream()
                .filter(reason -> profile.wording(reason).at().compareTo(proposal.moment()) <= 0)
                .findFirst()
                .map(reason -> session.refuse(proposal, reason, profile))
                .orElse(proposal);
    }

    /** What speaks against this sender, in the order in which servers look. */
    static List<Refusal> refusals(Session session, Effect.BeginTransaction begin, ServerProfile profile) {
        Policy policy = profile.policy();
        List<Refusal> found = new ArrayList<>(0);
        if (policy.requireTls() == RequireTls.ALWAYS && session.tls().isEmpty()) {
            found.add(Refusal.TLS_REQUIRED); // RFC 3207 §4
        }
        if (policy.requireAuth() == RequireAuth.ALWAYS && session.user().isEmpty()) {
            found.add(Refusal.AUTHENTICATION_REQUIRED); // RFC 6409 §4.3
        }
        // RFC 1870 §6.1; who says it at the end has seen the real size by then (§6.3).
        if (policy.isTooLarge(MailParameters.declaredSize(begin.parameters()))
                && profile.wording(Refusal.TOO_LARGE).at().compareTo(Moment.END_OF_DATA) < 0) {
            found.add(Refusal.TOO_LARGE);
        }
        if (policy.senderMustBeOwn()
                && session.user().isPresent()
                && !owns(session.user().get(), begin.reversePath(), profile)) {
            found.add(Refusal.SENDER_NOT_OWNED); // RFC 6409 §6.1
        }
        return found;
    }

    private static boolean owns(String user, Path reversePath, ServerProfile profile) {
        Account account = profile.accounts().get(user);
        return reversePath.isNull()
                || (account != null
                        && account.addresses().stream()
                                .anyMatch(address -> address.equalsIgnoreCase(reversePath.normalized())));
    }

    static Proposal rcpt(Session session, Command.Rcpt rcpt, ServerProfile profile) {
        Transaction transaction = session.transaction().orElse(null);
        if (transaction == null) {
            return Proposal.answer(Moment.RCPT, session.helo().isEmpty() ? Replies.EHLO_FIRST : Replies.MAIL_FIRST);
        }
        if (transaction.chunks() != Transaction.Chunks.NONE) {
            return Proposal.answer(Moment.RCPT, Replies.CHUNKS_BEGUN);
        }
        Optional<SyntaxError> wrong = MailParameters.check(rcpt, transaction, session, profile);
        if (wrong.isPresent()) {
            return Proposal.answer(Moment.RCPT, wrong.get().reply());
        }
        Effect.AddRecipient add = new Effect.AddRecipient(rcpt.forwardPath(), rcpt.parameters());
        Proposal proposal = Proposal.accept(Moment.RCPT, Replies.RECIPIENT_OK, add);
        Proposal judged = refuseNow(session, proposal, refusals(session, transaction, add, profile), profile);
        return judged.accepts() ? session.deferred(judged, profile) : judged;
    }

    /** What speaks against one recipient more, in the order in which servers look. */
    static List<Refusal> refusals(
            Session session, Transaction transaction, Effect.AddRecipient add, ServerProfile profile) {
        List<Refusal> found = new ArrayList<>(0);
        if (transaction.recipients().size() >= profile.policy().maxRecipients()) {
            found.add(Refusal.TOO_MANY_RECIPIENTS); // RFC 5321 §4.5.3.1.10
        }
        refusal(session, add.forwardPath(), profile).ifPresent(found::add);
        return found;
    }

    private static Optional<Refusal> refusal(Session session, Path recipient, ServerProfile profile) {
        if (!profile.isLocal(recipient.domain())) {
            Relay relay = profile.policy().relay();
            boolean may = relay == Relay.ANYONE
                    || (relay == Relay.AUTHENTICATED && session.user().isPresent());
            return may ? Optional.empty() : Optional.of(Refusal.RELAY_DENIED);
        }
        boolean known = profile.recipients() == ServerProfile.Recipients.ANY
                || recipient.isPostmaster() // RFC 5321 §4.5.1
                || profile.accounts().values().stream()
                        .flatMap(account -> account.addresses().stream())
                        .anyMatch(address -> address.equalsIgnoreCase(recipient.normalized()));
        return known ? Optional.empty() : Optional.of(Refusal.RECIPIENT_UNKNOWN);
    }
}
