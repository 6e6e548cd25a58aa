package dev.norelay.wire;

import static dev.norelay.smtp.ReplyCode.SERVICE_NOT_AVAILABLE_421;

import dev.norelay.fault.Fault;
import dev.norelay.journal.Event;
import dev.norelay.session.Action;
import dev.norelay.session.Effect;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Octets;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Enacts one decision: takes it over into the session, records and writes replies, does faults, in order. Lives for one
 * answer.
 */
final class Replier {

    /** What the connection does when a decision has consequences beyond the reply. */
    interface Consequences {
        /** The server takes the message over; or only says so. */
        void deliver(boolean keep);

        /** Records and writes the 220: TLS is due behind it. */
        void startTls(Reply reply, boolean scripted);

        /** All is done that comes before the handshake. */
        void shakeHands();

        /** Records the reply and writes it. */
        void write(Event.ReplySent reply);

        /** Records what is done to the connection. */
        void enacted(Event.FaultEnacted fault);

        /** Records these octets and writes them. */
        void send(Octets octets, Moment moment);

        /** The next reply leaves behind the one after it. */
        void hold();

        /** The story enters another phase. */
        void become(Action.Become become);

        /** QUIT has been answered. */
        void quit();

        /** A 421 of the server's own has been said at that moment. */
        void hangUp(Moment moment);
    }

    private final Session session;
    private final ServerProfile profile;
    private Proposal proposal;
    private final ChannelWire wire;
    private final Consequences consequences;
    private boolean settled;
    private boolean accepted;
    private boolean tlsDue;

    Replier(Session session, ServerProfile profile, Proposal proposal, ChannelWire wire, Consequences consequences) {
        this.session = session;
        this.profile = profile;
        this.proposal = proposal;
        this.wire = wire;
        this.consequences = consequences;
    }

    /** Does the actions, or what the proposal says where none of them is an answer. */
    void enact(List<Action> actions) {
        wire.then(wire::whole);
        boolean answered = false;
        @Nullable Reply pending = null;
        for (Action action : actions) {
            if (action instanceof Action.Accept || action instanceof Action.Discard) {
                settle(true, action instanceof Action.Accept);
                pending = proposal.yes();
            } else {
                enact(action);
            }
            answered |= action.isAnswer();
        }
        if (pending != null) {
            send(pending, null, true);
            hangUp(pending);
        } else if (!answered && !proposal.moment().isSilent()) {
            settle(proposal.accepts(), true);
            send(proposal.reply(), proposal.refusal(), false);
            hangUp(proposal.reply());
        }
        if (proposal.moment() == Moment.END_OF_DATA || proposal.effect() instanceof Effect.TakeChunk) {
            settle(false, false); // nothing was said about octets that are over all the same
        }
        if (tlsDue) {
            wire.then(consequences::shakeHands);
        }
        if (accepted && proposal.effect() instanceof Effect.Quit) {
            wire.then(consequences::quit);
        }
    }

    private void enact(Action action) {
        if (action instanceof Action.Say say) {
            Reply words = session.fill(say.reply(), profile, proposal.effect()); // before the transaction is over
            settle(words.isPositive(), true);
            send(words, null, true);
        } else if (action instanceof Action.Refuse refuse) {
            refuse(refuse.refusal());
        } else if (action instanceof Action.Enact enact) {
            fault(enact.fault());
        } else if (action instanceof Action.Send send) {
            wire.then(() -> consequences.send(send.octets(), proposal.moment()));
        } else if (action instanceof Action.Hold) {
            wire.then(consequences::hold);
        } else if (action instanceof Action.Keywords keywords) {
            proposal = proposal.listing(keywords.hide(), keywords.offer());
        } else if (action instanceof Action.Become become) {
            wire.then(() -> consequences.become(become));
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
            consequences.deliver(keep);
        }
        session.settle(proposal, yes, profile);
    }

    private void refuse(Refusal refusal) {
        Reply words = session.words(refusal, profile, proposal.effect());
        settle(false, true);
        send(words, refusal, true);
        hangUp(words);
    }

    /** RFC 5321 §3.8: a server that says 421 closes. */
    private void hangUp(Reply reply) {
        if (reply.code() == SERVICE_NOT_AVAILABLE_421) {
            wire.then(() -> consequences.hangUp(proposal.moment()));
        }
    }

    private void send(Reply reply, @Nullable Refusal refusal, boolean scripted) {
        boolean tlsFollows = !tlsDue && accepted && proposal.effect() instanceof Effect.StartTls && reply.isPositive();
        tlsDue |= tlsFollows;
        wire.then(() -> {
            if (tlsFollows) {
                consequences.startTls(reply, scripted);
            } else {
                consequences.write(new Event.ReplySent(proposal.moment(), reply, refusal, scripted));
            }
        });
    }

    private void fault(Fault fault) {
        wire.then(() -> consequences.enacted(new Event.FaultEnacted(proposal.moment(), fault.id())));
        fault.enact(wire);
    }
}
