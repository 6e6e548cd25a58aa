package dev.norelay.scenario.yaml;

import dev.norelay.fault.CutAfter;
import dev.norelay.fault.Fault;
import dev.norelay.fault.Fragment;
import dev.norelay.fault.Pause;
import dev.norelay.fault.Stall;
import dev.norelay.fault.Throttle;
import dev.norelay.fault.TlsFault;
import dev.norelay.scenario.Durations;
import dev.norelay.scenario.Sizes;
import dev.norelay.session.Action;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an action as files do: the reverse of {@link ActionsDecoder}. A word, or a map of one key. */
final class ActionEncoder {
    private ActionEncoder() {}

    /**
     * @throws IllegalArgumentException if no file says it
     */
    static Object encode(Action action) {
        String word = word(action);
        if (word != null) {
            return word;
        } else if (action instanceof Action.Say say) {
            Keys reply = new Keys();
            reply.reply("reply", say.reply());
            return reply;
        } else if (action instanceof Action.Refuse refuse) {
            return Keys.of("refuse", refuse.refusal().id());
        } else if (action instanceof Action.Send send) {
            return Keys.of("send", Escapes.text(send.octets()));
        } else if (action instanceof Action.StartTlsWith start) {
            return Keys.of("start-tls-with", tlsFault(start.fault()));
        } else if (action instanceof Action.Keywords keywords) {
            return keywords(keywords);
        } else if (action instanceof Action.Become become) {
            return Keys.of("become", become(become));
        }
        return fault(((Action.Enact) action).fault());
    }

    private static @Nullable String word(Action action) {
        return ActionsDecoder.WORDS.entrySet().stream()
                .filter(each -> each.getValue().equals(action))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static Keys keywords(Action.Keywords keywords) {
        if (!keywords.hide().isEmpty() && !keywords.offer().isEmpty()) {
            throw new IllegalArgumentException(
                    keywords + " hides and offers in one, and no file says that: make two actions of it");
        }
        return keywords.offer().isEmpty() ? Keys.of("hide", keywords.hide()) : Keys.of("offer", keywords.offer());
    }

    private static Object become(Action.Become become) {
        if (become.after().isZero()) {
            return become.phase();
        }
        Keys keys = Keys.of("phase", become.phase());
        keys.duration("after", become.after());
        return keys;
    }

    /** A word, or {@code { refuse: protocol-version }}. */
    static Object tlsFault(TlsFault fault) {
        int colon = fault.id().indexOf(": ");
        return colon < 0
                ? fault.id()
                : Keys.of(fault.id().substring(0, colon), fault.id().substring(colon + 2));
    }

    private static Keys fault(Fault fault) {
        if (fault instanceof Pause pause) {
            return Keys.of(fault.id(), Durations.written(pause.duration()));
        } else if (fault instanceof Fragment fragment) {
            return Keys.of(fault.id(), fragment.size() > 0 ? (Object) fragment.size() : fragment.at());
        } else if (fault instanceof Throttle throttle) {
            return Keys.of(fault.id(), octets(throttle.read(), throttle.write()));
        } else if (fault instanceof CutAfter cut) {
            return Keys.of(fault.id(), octets(cut.read(), cut.write()));
        } else if (fault instanceof Stall stall && stall.deaf()) {
            return Keys.of(fault.id(), "reading");
        }
        throw new IllegalStateException(fault.id() + " is an action, and nobody writes it");
    }

    private static Object octets(long read, long write) {
        if (read == 0) {
            return Keys.quantity(Sizes.written(write));
        }
        Keys apart = new Keys();
        apart.size("read", read);
        if (write > 0) {
            apart.size("write", write);
        }
        return apart;
    }
}
