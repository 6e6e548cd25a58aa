package dev.norelay.scenario;

import dev.norelay.session.Occasion;
import dev.norelay.smtp.Moment;

/** What a client said at an occasion, as messages show it. */
final class Spoken {
    private Spoken() {}

    /** The command, or the moment where there is none, or where it may hold a secret. */
    static String at(Occasion occasion) {
        Moment moment = occasion.proposal().moment();
        String command = occasion.circumstances().command();
        return command.isEmpty() || maySayASecret(moment) ? moment.id() : Fact.shown(command);
    }

    /** A client whose AUTH was refused may go on and send its credentials, which then are no command at all. */
    static boolean maySayASecret(Moment moment) {
        return moment == Moment.AUTH || moment == Moment.OTHER;
    }
}
