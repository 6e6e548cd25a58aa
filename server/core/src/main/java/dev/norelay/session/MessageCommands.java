package dev.norelay.session;

import dev.norelay.smtp.Command;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.Optional;

/** What a correct server answers to a message: to DATA, to a chunk, and behind it (RFC 5321 §4.1.1.4, RFC 3030). */
final class MessageCommands {
    private MessageCommands() {}

    static Proposal data(Session session, ServerProfile profile) {
        Optional<Reply> sequence = outOfSequence(session);
        if (sequence.isPresent()) {
            return Proposal.answer(Moment.DATA, sequence.get());
        }
        Transaction transaction = session.transaction().orElseThrow();
        if (transaction.chunks() != Transaction.Chunks.NONE) {
            return Proposal.answer(Moment.DATA, Replies.CHUNKS_BEGUN); // RFC 3030 §2
        }
        if (MailParameters.isBinary(transaction.parameters())) {
            return Proposal.answer(Moment.DATA, Replies.BINARY_IN_DATA); // RFC 3030 §3
        }
        Proposal proposal = Proposal.accept(Moment.DATA, Replies.START_MAIL_INPUT, new Effect.AwaitContent());
        return session.deferred(proposal, profile);
    }

    /** Why no message can come now, in whatever way. */
    private static Optional<Reply> outOfSequence(Session session) {
        if (session.helo().isEmpty()) {
            return Optional.of(Replies.EHLO_FIRST);
        }
        return session.transaction()
                .map(open -> open.recipients().isEmpty()
                        ? Optional.of(Replies.RCPT_FIRST) // RFC 5321 §3.3
                        : Optional.<Reply>empty())
                .orElse(Optional.of(Replies.MAIL_FIRST));
    }

    /** Why no chunk can come now: its octets are taken off the wire all the same (RFC 3030 §2). */
    static Optional<Reply> chunkOutOfSequence(Session session, ServerProfile profile) {
        if (session.helo().isPresent() && !(session.extended() && Keywords.offers("CHUNKING", profile))) {
            return Optional.of(Replies.BDAT_NOT_OFFERED);
        }
        boolean broken = session.transaction()
                .filter(open -> open.chunks() == Transaction.Chunks.BROKEN)
                .isPresent();
        return broken ? Optional.of(Replies.CHUNK_REFUSED) : outOfSequence(session);
    }

    /** {@link Session#proposeChunk}. */
    static Proposal chunk(Session session, Command.Bdat chunk, Content content, ServerProfile profile) {
        Optional<Reply> sequence = chunkOutOfSequence(session, profile);
        if (sequence.isPresent()) {
            return Proposal.answer(Moment.DATA, sequence.get());
        }
        if (chunk.last()) {
            return endOfData(session, content, profile);
        }
        Proposal proposal = Proposal.accept(Moment.DATA, Replies.CHUNK_TAKEN, new Effect.TakeChunk());
        return unfit(session, proposal, content, profile)
                .orElseGet(() -> session.hasContent() ? proposal : session.deferred(proposal, profile));
    }

    /** {@link Session#proposeEndOfData}. */
    static Proposal endOfData(Session session, Content content, ServerProfile profile) {
        Proposal yes = Proposal.accept(Moment.END_OF_DATA, Replies.DELIVERED, new Effect.Deliver(content));
        Proposal proposal = session.inOwnWords(yes, profile);
        Optional<Proposal> unfit = unfit(session, proposal, content, profile);
        if (unfit.isPresent()) {
            return unfit.get();
        }
        if (content.bareNewline() && rejectsBareNewlines(session, profile)) {
            return session.refuse(proposal, Refusal.BARE_NEWLINE, profile);
        }
        return session.deferred(proposal, profile);
    }

    /** The refusal of a message for which there is no room. */
    private static Optional<Proposal> unfit(
            Session session, Proposal proposal, Content content, ServerProfile profile) {
        if (profile.policy().isTooLarge(content.size())) {
            return Optional.of(session.refuse(proposal, Refusal.TOO_LARGE, profile));
        }
        return content.stored()
                ? Optional.empty()
                : Optional.of(session.refuse(proposal, Refusal.STORAGE_FULL, profile));
    }

    /** RFC 3030 §3: what is declared as binary has no lines. */
    private static boolean rejectsBareNewlines(Session session, ServerProfile profile) {
        boolean binary = session.transaction()
                .filter(open -> MailParameters.isBinary(open.parameters()))
                .isPresent();
        return profile.policy().bareNewline() == Policy.BareNewline.REJECT && !binary;
    }
}
