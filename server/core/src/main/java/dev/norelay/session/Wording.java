package dev.norelay.session;

import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;

/**
 * When and how a server says one refusal.
 *
 * @param at the moment at which it is said, where the policy refuses; never earlier than its reason is known
 * @param reply the words, placeholders still in
 */
public record Wording(Moment at, Reply reply) {

    /** How a plain server says it. */
    public static Wording plain(Refusal refusal) {
        return new Wording(refusal.moment(), refusal.words());
    }
}
