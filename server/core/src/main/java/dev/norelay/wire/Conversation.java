package dev.norelay.wire;

import dev.norelay.session.Circumstances;
import dev.norelay.session.Proposal;
import dev.norelay.session.ServerProfile;
import java.time.Duration;

/** What the parts of a connection ask of its {@link SessionDriver}. On the connection's event loop. */
interface Conversation {
    /** What the server is like at this moment. */
    ServerProfile profile();

    /** Which session of the run it is, from 1. */
    int number();

    /** Whether the client has to wait for what takes us time: a handshake, a script, a file. */
    boolean isWaiting();

    /** Decides on an answer, and gives it. */
    void answer(Proposal proposal, Circumstances circumstances);

    /** The same, to the client's last command. */
    void answer(Proposal proposal);

    /** Gives an answer on which nobody is asked. */
    void answerAsProposed(Proposal proposal);

    /** Does what rules say, if they say anything: then it is true. No script is asked. */
    boolean obeyRules(Proposal proposal, Circumstances circumstances);

    /** Circumstances in which the client has said nothing, for so long. */
    Circumstances silence(Duration since);

    /** The handshake comes next: does what rules want before it. */
    void tlsDue();

    /** The handshake is done. */
    void tlsStarted(String version);

    /** What has come meanwhile can be taken now. */
    void goOn();
}
