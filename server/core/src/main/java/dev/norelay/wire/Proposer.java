package dev.norelay.wire;

import dev.norelay.session.Effect;
import dev.norelay.session.Mechanism;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import dev.norelay.session.Session;
import dev.norelay.smtp.Command;
import io.netty.channel.ChannelHandlerContext;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has the session propose what answers a command where that takes long: on a worker, while the connection waits and so
 * leaves the session as it is. On the connection's event loop.
 *
 * <p>It takes long where a client proves that it knows a password which is hashed thousands of times for that (RFC 5802
 * §3).
 */
final class Proposer {
    private static final Set<Mechanism> HASH_OFTEN = EnumSet.of(Mechanism.SCRAM_SHA_1, Mechanism.SCRAM_SHA_256);

    private final ChannelHandlerContext context;
    private final Workers workers;
    private final Session session;
    private boolean hashesOften;
    private boolean busy;

    Proposer(ChannelHandlerContext context, Workers workers, Session session) {
        this.context = context;
        this.workers = workers;
        this.session = session;
    }

    /** This is being answered: a login may begin with it. */
    void note(Proposal proposal) {
        if (proposal.effect() instanceof Effect.AwaitAuthResponse await) {
            hashesOften = HASH_OFTEN.contains(await.exchange().mechanism());
        }
    }

    /** Whether that is nothing for an event loop. */
    boolean isSlow(Command command) {
        return hashesOften && command instanceof Command.AuthResponse;
    }

    /** Whether the session is being asked. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Asks the session, on a worker.
     *
     * @param next has what it proposes, on the loop
     */
    void propose(Command command, ServerProfile profile, Consumer<Proposal> next) {
        busy = true;
        workers.execute(() -> {
            Runnable then = () -> {};
            try {
                Proposal proposal = session.propose(command, profile);
                then = () -> next.accept(proposal);
            } catch (RuntimeException defect) {
                then = () -> context.pipeline().fireExceptionCaught(defect);
            } finally {
                Runnable last = then;
                context.executor().execute(() -> {
                    busy = false;
                    last.run();
                });
            }
        });
    }
}
