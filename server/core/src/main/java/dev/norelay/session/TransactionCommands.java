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
import java.util.Map;
import java.util.Optional;

/** What a correct server answers to MAIL, RCPT and DATA (RFC 5321 §3.3, RFC 6409). */
final class TransactionCommands {
    private TransactionCommands() {}

    static Proposal mail(Session session, Command.Mail mail, ServerProfile profile) {
        if (session.helo().isEmpty()) {
            return Proposal.answer(Moment.MAIL, Replies.EHLO_FIRST);
        }
        if (session.transaction().isPresent()) {
            return Proposal.answer(Moment.MAIL, Replies.NESTED_MAIL);
        }
        Optional<SyntaxError> wrong = MailParameters.check(
                mail,
                session.extended(),
                Keywords.offersAuth(profile, session.tls().isPresent()));
        if (wrong.isPresent()) {
            return Proposal.answer(Moment.MAIL, wrong.get().reply());
        }
        Proposal proposal = Proposal.accept(
                Moment.MAIL, Replies.SENDER_OK, new Effect.BeginTransaction(mail.reversePath(), mail.parameters()));
        for (Refusal refusal : refusals(session, mail.reversePath(), mail.parameters(), profile)) {
            if (profile.wording(refusal).at().compareTo(Moment.MAIL) <= 0) {
                return session.refuse(proposal, refusal, profile);
            }
        }
        return proposal;
    }

    /** What speaks against this sender, in the order in which servers look. */
    static List<Refusal> refusals(
            Session session, Path reversePath, Map<String, String> parameters, ServerProfile profile) {
        Policy policy = profile.policy();
        List<Refusal> found = new ArrayList<>(0);
        if (policy.requireTls() == RequireTls.ALWAYS && session.tls().isEmpty()) {
            found.add(Refusal.TLS_REQUIRED); // RFC 3207 §4
        }
        if (policy.requireAuth() == RequireAuth.ALWAYS && session.user().isEmpty()) {
            found.add(Refusal.AUTHENTICATION_REQUIRED); // RFC 6409 §4.3
        }
        if (MailParameters.declaredSize(parameters) > policy.maxSize()) {
            found.add(Refusal.TOO_LARGE); // RFC 1870 §6.1
        }
        if (policy.senderMustBeOwn()
                && session.user().isPresent()
                && !owns(session.user().get(), reversePath, profile)) {
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
        Optional<SyntaxError> wrong = MailParameters.check(rcpt);
        if (wrong.isPresent()) {
            return Proposal.answer(Moment.RCPT, wrong.get().reply());
        }
        Path recipient = rcpt.forwardPath();
        Proposal proposal = Proposal.accept(Moment.RCPT, Replies.RECIPIENT_OK, new Effect.AddRecipient(recipient));
        if (transaction.forwardPaths().size() >= profile.policy().maxRecipients()) {
            return session.refuse(proposal, Refusal.TOO_MANY_RECIPIENTS, profile);
        }
        Optional<Refusal> refusal = refusal(session, recipient, profile);
        if (refusal.isPresent() && profile.wording(refusal.get()).at().compareTo(Moment.RCPT) <= 0) {
            return session.refuse(proposal, refusal.get(), profile);
        }
        return session.deferred(proposal, profile);
    }

    /** What speaks against this recipient. */
    static Optional<Refusal> refusal(Session session, Path recipient, ServerProfile profile) {
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

    static Proposal data(Session session, ServerProfile profile) {
        Transaction transaction = session.transaction().orElse(null);
        if (transaction == null) {
            return Proposal.answer(Moment.DATA, session.helo().isEmpty() ? Replies.EHLO_FIRST : Replies.MAIL_FIRST);
        }
        if (transaction.forwardPaths().isEmpty()) {
            return Proposal.answer(Moment.DATA, Replies.RCPT_FIRST); // RFC 5321 §3.3
        }
        Proposal proposal = Proposal.accept(Moment.DATA, Replies.START_MAIL_INPUT, new Effect.AwaitContent());
        return session.deferred(proposal, profile);
    }
}
