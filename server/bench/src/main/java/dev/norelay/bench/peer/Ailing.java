package dev.norelay.bench.peer;

import static dev.norelay.scenario.Rules.close;
import static dev.norelay.scenario.Rules.cut;
import static dev.norelay.scenario.Rules.fragment;
import static dev.norelay.scenario.Rules.halfClose;
import static dev.norelay.scenario.Rules.is;
import static dev.norelay.scenario.Rules.on;
import static dev.norelay.scenario.Rules.pause;
import static dev.norelay.scenario.Rules.reply;
import static dev.norelay.scenario.Rules.reset;
import static dev.norelay.scenario.Rules.send;
import static dev.norelay.scenario.Rules.stall;
import static dev.norelay.scenario.Rules.throttle;

import dev.norelay.Norelay;
import dev.norelay.journal.JournalLimits;
import dev.norelay.scenario.Key;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import java.time.Duration;

/** What can be done to a client, by the name that it greets with. */
public enum Ailing {
    CLOSED(Moment.RCPT, close()),
    CUT(Moment.DATA, cut()),
    HALF_CLOSED(Moment.MAIL, halfClose()),
    RESET(Moment.RCPT, reset()),
    RESET_IN_CONTENT(Moment.CONTENT, reset()),
    PAUSED(Moment.MAIL, pause(Duration.ofMillis(20))),
    FRAGMENTED(Moment.MAIL, fragment(7)),
    THROTTLED(Moment.MAIL, throttle(2_000)),
    STALLED(Moment.RCPT, stall()),
    GARBLED(Moment.MAIL, send("\u0001\u0002garbage\r\n"), close()),
    REFUSED(Moment.RCPT, reply("421 4.3.2 not now"));

    private final Moment moment;
    private final Action[] actions;

    Ailing(Moment moment, Action... actions) {
        this.moment = moment;
        this.actions = actions.clone();
    }

    static Norelay server() {
        Norelay.Builder builder = Norelay.builder().journal(new JournalLimits(200_000, 1_000, 16 << 20));
        for (Ailing each : values()) {
            builder.rule(on(each.moment).when(is(Key.HELO, each.name())).then(each.actions));
        }
        return builder.start();
    }
}
