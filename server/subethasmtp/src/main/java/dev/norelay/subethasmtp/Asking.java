package dev.norelay.subethasmtp;

import dev.norelay.fault.Close;
import dev.norelay.session.Action;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.TooMuchDataException;

/** Calls a handler; what it returns or throws becomes the answer, as in SubEthaSMTP's commands. */
final class Asking {
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);
    private static final Action CLOSE = new Action.Enact(new Close());

    /** One call. */
    @FunctionalInterface
    interface Call {
        /** The text of a yes in the handler's words, or null. */
        @Nullable
        String make() throws RejectException, IOException;
    }

    private Asking() {}

    /** What is done when the handler has been called behind that ruling, which is a yes. */
    static List<Action> answer(Ruling scenario, Call call) {
        try {
            String text = call.make();
            return text == null ? scenario.actions() : scenario.saying(new Action.Say(reply(250, text)));
        } catch (DropConnectionException dropped) {
            return scenario.answering(List.of(refusal(dropped), CLOSE));
        } catch (RejectException rejected) {
            return scenario.answering(List.of(refusal(rejected)));
        } catch (TooMuchDataException tooMuch) {
            return scenario.answering(List.of(new Action.Refuse(Refusal.TOO_LARGE)));
        } catch (IOException failed) {
            return scenario.answering(
                    brokenDown("4.4.0 Problem attempting to execute commands. Please try again later.", failed));
        } catch (RuntimeException | AssertionError failed) {
            return scenario.answering(brokenDown("4.3.0 Mail system failure, closing transmission channel", failed));
        }
    }

    /** In SubEthaSMTP's words (its class Session). */
    private static List<Action> brokenDown(String text, Throwable failed) {
        LOG.error("a SubEthaSMTP handler failed; the client is told 421", failed);
        return List.of(new Action.Say(Reply.of(421, text)), CLOSE);
    }

    private static Action refusal(RejectException rejected) {
        int code = rejected.getCode();
        if (code < 400 || code > 599) {
            throw new IllegalArgumentException(
                    "a RejectException refuses, with a code from 400 to 599, not " + code, rejected);
        }
        return new Action.Say(reply(code, Objects.requireNonNullElse(rejected.getMessage(), "")));
    }

    private static Reply reply(int code, String text) {
        return Reply.of(code, text.split("\r\n|\r|\n", -1));
    }
}
