package dev.norelay.wire;

import static dev.norelay.smtp.ReplyCode.SERVICE_NOT_AVAILABLE_421;

import dev.norelay.fault.Ending;
import dev.norelay.fault.Fault;
import dev.norelay.journal.Event;
import dev.norelay.journal.Event.How;
import dev.norelay.session.Action;
import dev.norelay.session.Effect;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enacts one decision: takes it over into the session, records and writes replies, does faults, in order. Lives for one
 * answer.
 */
final class Replier {
    private final Session session;
    private final ServerProfile profile;
    private Proposal proposal;
    private final Means means;
    private final ChannelWire wire;
    private final Event.@Nullable Fired rule;
    private boolean settled;
    private boolean accepted;
    private boolean tlsDue;

    /** What acceptance says, while nothing else is said in its place. */
    private @Nullable Reply owed;

    /**
     * For one answer.
     *
     * @param rule that decides it; null where none does
     */
    Replier(Session session, ServerProfile profile, Proposal proposal, Means means, Event.@Nullable Fired rule) {
        this.session = session;
        this.profile = profile;
        this.proposal = proposal;
        this.means = means;
        this.wire = means.wire();
        this.rule = rule;
    }

    /** Does the actions, or what the proposal says where none of them is an answer. */
    void enact(List<Action> actions) {
        wire.then(wire::whole);
        List<@Nullable Reply> words = new ArrayList<>(actions.size());
        actions.forEach(action -> words.add(words(action))); // before the transaction is over
        boolean answered = false;
        for (int i = 0; i < actions.size(); i++) {
            enact(actions.get(i), words.get(i));
            answered |= actions.get(i).isAnswer();
        }
        if (owed != null) {
            say(owed, null, true);
            hangUp(owed);
        } else if (!answered && !proposal.moment().isSilent()) {
            settle(proposal.accepts(), true);
            say(proposal.reply(), proposal.refusal(), false);
            hangUp(proposal.reply());
        }
        if (proposal.moment() == Moment.END_OF_DATA || proposal.effect() instanceof Effect.TakeChunk) {
            settle(false, false); // nothing was said about octets that are over all the same
        }
        if (tlsDue) {
            wire.then(means.securing()::shakeHands);
        }
        if (accepted && proposal.effect() instanceof Effect.Quit) {
            wire.then(this::quit);
        }
    }

    /** What an action says in words, if it does. */
    private @Nullable Reply words(Action action) {
        if (action instanceof Action.Say say) {
            return session.fill(say.reply(), profile, proposal.effect());
        }
        return action instanceof Action.Refuse refuse
                ? session.words(refuse.refusal(), profile, proposal.effect())
                : null;
    }

    private void enact(Action action, @Nullable Reply words) {
        if (words != null) {
            reply(words, action instanceof Action.Refuse refuse ? refuse.refusal() : null);
        } else if (action instanceof Action.Accept || action instanceof Action.Discard) {
            settle(true, action instanceof Action.Accept);
            owed = proposal.yes();
        } else if (action instanceof Action.Enact enact) {
            fault(enact.fault());
        } else if (action instanceof Action.Send send) {
            send(send.octets());
        } else if (action instanceof Action.Hold) {
            wire.then(means.outbox()::hold);
        } else if (action instanceof Action.Keywords keywords) {
            proposal = proposal.listing(keywords.hide(), keywords.offer());
        } else if (action instanceof Action.Become become) {
            wire.then(() -> means.phases().accept(become));
        }
    }

    /** The first answer of a list decides; a second one only goes over the wire. */
    private void settle(boolean yes, boolean keep) {
        if (settled) {
            return;
        }
        settled = true;
        accepted = yes;
        if (yes && proposal.effect() instanceof Effect.Deliver) {
            means.reception().deliver(keep);
        }
        session.settle(proposal, yes, profile);
    }

    /** Behind an acceptance it is said in place of the acceptance's own reply, and changes nothing. */
    private void reply(Reply words, @Nullable Refusal refusal) {
        settle(refusal == null && words.isPositive(), true);
        owed = null;
        say(words, refusal, true);
        if (refusal != null) {
            hangUp(words);
        }
    }

    /** Octets as they are: behind an acceptance they are its reply, else nothing that the session knows of. */
    private void send(Octets octets) {
        if (owed == null) {
            Event entry = Outbox.sent(proposal.moment(), octets, rule);
            wire.then(() -> means.outbox().send(entry, octets));
        } else {
            owed = null;
            say(Outbox.answering(proposal.moment(), octets, rule), octets.toArray());
        }
    }

    /** RFC 5321 §3.8: a server that says 421 closes. */
    private void hangUp(Reply reply) {
        if (reply.code() == SERVICE_NOT_AVAILABLE_421) {
            wire.then(() -> {
                if (proposal.moment() == Moment.IDLE) {
                    means.recorder().endsUnlessItDoes(How.IDLE);
                }
                wire.end(Ending.CLOSE);
            });
        }
    }

    private void quit() {
        means.recorder().endsUnlessItDoes(How.QUIT);
        wire.end(Ending.CLOSE);
    }

    private void say(Reply reply, @Nullable Refusal refusal, boolean scripted) {
        Event.Fired decider = scripted ? rule : null;
        say(new Event.ReplySent(proposal.moment(), reply, refusal, scripted, null, decider), reply.octets());
    }

    /** Behind the answer to a STARTTLS that is accepted, whatever it is, TLS is due. */
    private void say(Event entry, byte[] octets) {
        boolean tlsFollows = !tlsDue && accepted && proposal.effect() instanceof Effect.StartTls;
        tlsDue |= tlsFollows;
        Runnable answer = () -> means.outbox().say(entry, octets);
        wire.then(tlsFollows ? () -> means.securing().startTls(answer) : answer);
    }

    private void fault(Fault fault) {
        wire.then(() -> means.recorder().record(new Event.FaultEnacted(proposal.moment(), fault.id(), rule)));
        fault.enact(wire);
    }
}
