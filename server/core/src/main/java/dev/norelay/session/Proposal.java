package dev.norelay.session;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a correct server would answer, and what answering yes does. A refusal carries both: a script may accept what the
 * server would refuse.
 *
 * @param moment at which this is
 * @param yes the reply of acceptance; of a command that cannot be carried out at all, the error
 * @param no the reply of refusal, or null where the server accepts
 * @param refusal why the server refuses, or null
 * @param effect of acceptance
 * @param login what the server knows about the credentials, where this answers some; else null
 */
public record Proposal(
        Moment moment,
        Reply yes,
        @Nullable Reply no,
        @Nullable Refusal refusal,
        Effect effect,
        @Nullable LoginAttempt login) {

    private static final Effect NONE = new Effect.None();

    /** A yes with its effect. */
    static Proposal accept(Moment moment, Reply yes, Effect effect) {
        return new Proposal(moment, yes, null, null, effect, null);
    }

    /** An answer without effect: an error, or information. */
    static Proposal answer(Moment moment, Reply reply) {
        return accept(moment, reply, NONE);
    }

    Proposal refuse(Refusal why, Reply words) {
        return new Proposal(moment, yes, words, why, effect, login);
    }

    /** The same, its yes in these words. */
    Proposal saying(Reply words) {
        return new Proposal(moment, words, no, refusal, effect, login);
    }

    Proposal with(@Nullable LoginAttempt attempt) {
        return new Proposal(moment, yes, no, refusal, effect, attempt);
    }

    /** The same, its list of keywords changed (RFC 5321 §4.1.1.1): only where it is the yes to EHLO. */
    public Proposal listing(List<String> hidden, List<String> offered) {
        if (!(effect instanceof Effect.Greet greet && greet.extended())) {
            return this;
        }
        List<Reply.Line> lines = new ArrayList<>(yes.lines());
        List<Reply.Line> keywords = lines.subList(1, lines.size());
        Stream.concat(hidden.stream(), offered.stream())
                .map(Keywords::keyword)
                .forEach(gone ->
                        keywords.removeIf(line -> Keywords.keyword(line.text()).equals(gone)));
        offered.forEach(line -> lines.add(new Reply.Line(lines.get(0).code(), line)));
        return new Proposal(moment, new Reply(lines), no, refusal, effect, login);
    }

    /** What the server would say. */
    public Reply reply() {
        return no == null ? yes : no;
    }

    /** Whether the server would carry the command out. */
    public boolean accepts() {
        return no == null && yes.isPositive();
    }

    /** Why the server would refuse, if it would. */
    public Optional<Refusal> refused() {
        return Optional.ofNullable(refusal);
    }
}
