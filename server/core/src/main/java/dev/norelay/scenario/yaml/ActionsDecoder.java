package dev.norelay.scenario.yaml;

import dev.norelay.fault.Close;
import dev.norelay.fault.Cut;
import dev.norelay.fault.CutAfter;
import dev.norelay.fault.Fault;
import dev.norelay.fault.HalfClose;
import dev.norelay.fault.Pause;
import dev.norelay.fault.Reset;
import dev.norelay.fault.Stall;
import dev.norelay.fault.Throttle;
import dev.norelay.fault.TlsFault;
import dev.norelay.session.Action;
import dev.norelay.smtp.Moment;
import dev.norelay.smtp.Refusal;
import dev.norelay.smtp.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decodes {@code then}: one action, or a list of them, in order. */
final class ActionsDecoder {
    /** Actions that are a single word. */
    static final Map<String, Action> WORDS = Map.of(
            "accept", new Action.Accept(),
            "discard", new Action.Discard(),
            "ignore", new Action.Ignore(),
            "hold", new Action.Hold(),
            "stall", enact(new Stall(false)),
            "close", enact(new Close()),
            "cut", enact(new Cut()),
            "half-close", enact(new HalfClose()),
            "reset", enact(new Reset()));

    private static final String NO_ACTION = "then: found nothing, expected an action, or a list of them";

    /** All actions. */
    static final List<String> KNOWN = List.of(
            "reply",
            "refuse",
            "send",
            "ignore",
            "accept",
            "discard",
            "pause",
            "fragment",
            "throttle",
            "cut-after",
            "hold",
            "stall",
            "hide",
            "offer",
            "start-tls-with",
            "become",
            "close",
            "cut",
            "half-close",
            "reset");

    private final Problems problems;
    private final Names names;

    ActionsDecoder(Names names, Problems problems) {
        this.problems = problems;
        this.names = names;
    }

    private static Action enact(Fault fault) {
        return new Action.Enact(fault);
    }

    List<Action> decode(Section rule, Moment on) {
        Tree found = rule.tree("then");
        List<Action> actions = new ArrayList<>();
        List<Tree> items =
                found instanceof Tree.Sequence list ? list.items() : found == null ? List.of() : List.of(found);
        if (items.isEmpty() && rule.has("then")) {
            rule.refuse("then", NO_ACTION, "write `then: accept`");
        }
        for (Tree item : items) {
            if (item instanceof Tree.Mapping map) {
                map(new Section("then", map, problems), on, actions);
            } else {
                word(rule, item, actions);
            }
        }
        return actions;
    }

    private void word(Section rule, Tree item, List<Action> actions) {
        Tree.Scalar word = rule.scalar(item, "then", "an action");
        if (word == null) {
            return;
        }
        Action action = WORDS.get(word.text());
        if (action != null) {
            actions.add(action);
        } else if (KNOWN.contains(word.text())) {
            String hint = "write `" + word.text() + ": …`";
            problems.add(word.place(), "then: " + Words.quoted(word.text()) + " needs a value", hint);
        } else {
            problems.add(word.place(), noAction(word.text()), knownActions(word.text()));
        }
    }

    private void map(Section section, Moment on, List<Action> actions) {
        for (String key : section.names()) {
            Tree value = section.tree(key);
            if (WORDS.containsKey(key) && !key.equals("stall")) {
                section.refuse(key, "then: " + Words.quoted(key) + " takes no value", "write `" + key + "` alone");
            } else if (!KNOWN.contains(key)) {
                section.refuse(key, noAction(key), knownActions(key));
            } else if (value == null) {
                section.refuse(key, "then: " + Words.quoted(key) + " needs a value", null);
            } else {
                Action action = action(section, key, value, on);
                if (action != null) {
                    actions.add(action);
                }
            }
        }
        if (section.names().isEmpty()) {
            problems.add(section.place(), NO_ACTION, null);
        }
    }

    private @Nullable Action action(Section section, String key, Tree value, Moment on) {
        return switch (key) {
            case "reply" -> {
                Reply reply = new ReplyDecoder(section, problems).decode(value, key);
                yield reply == null ? null : new Action.Say(reply);
            }
            case "refuse" -> refuse(section, value);
            case "send" -> send(section, value);
            case "pause" -> pause(section);
            case "stall" -> stall(section, value);
            case "cut-after" -> WireFaults.octets(section, key, value, CutAfter::new);
            case "throttle" -> WireFaults.octets(section, key, value, Throttle::new);
            case "fragment" -> WireFaults.fragment(section, value);
            case "hide" -> keywords(section, key, on, true);
            case "offer" -> keywords(section, key, on, false);
            case "start-tls-with" -> startTlsWith(section, key, on);
            case "become" -> become(section, value);
            default -> throw new IllegalStateException(key + " is known, and nobody reads it");
        };
    }

    private static String noAction(String word) {
        return "then: " + Words.quoted(word) + " is no action";
    }

    private static String knownActions(String word) {
        String near = Words.didYouMean(word, KNOWN);
        return near == null ? "known here: " + Words.oneOf(KNOWN) : near;
    }

    private static @Nullable Action refuse(Section section, Tree value) {
        Tree.Scalar id = section.scalar(value, "refuse", "a refusal");
        Refusal refusal = id == null ? null : section.word(id, "refuse", Refusal.values());
        return refusal == null ? null : new Action.Refuse(refusal);
    }

    private @Nullable Action send(Section section, Tree value) {
        Tree.Scalar text = section.scalar(value, "send", "octets, with escapes such as \\r\\n and \\xff");
        try {
            return text == null ? null : new Action.Send(Escapes.octets(text.text()));
        } catch (IllegalArgumentException e) {
            problems.add(value.place(), "send: " + e.getMessage(), null);
            return null;
        }
    }

    private static @Nullable Action pause(Section section) {
        Duration duration = section.duration("pause", Duration.ZERO);
        if (duration.isNegative()) {
            section.refuse("pause", "pause: found a negative duration, expected one such as 2s", null);
            return null;
        }
        return enact(new Pause(duration));
    }

    private static @Nullable Action stall(Section section, Tree value) {
        Tree.Scalar what = section.scalar(value, "stall", "reading");
        if (what != null && !what.text().equals("reading")) {
            section.unknown(what, "stall", List.of("reading"));
        }
        return what == null ? null : enact(new Stall(true));
    }

    private static @Nullable Action keywords(Section section, String key, Moment on, boolean hide) {
        List<String> words = section.texts(key, List.of());
        if (on != Moment.EHLO) {
            section.refuse(key, key + " acts at ehlo, not at " + on.id(), "write `on: ehlo`, or use server.extensions");
            return null;
        }
        return hide ? new Action.Keywords(words, List.of()) : new Action.Keywords(List.of(), words);
    }

    private static @Nullable Action startTlsWith(Section section, String key, Moment on) {
        TlsFault fault = TlsFaultDecoder.decode(section, key, "");
        if (on != Moment.STARTTLS && on != Moment.TLS) {
            section.refuse(key, key + " acts at starttls and tls, not at " + on.id(), "write `on: starttls`");
            return null;
        }
        return fault == null ? null : new Action.StartTlsWith(fault);
    }

    private @Nullable Action become(Section section, Tree value) {
        Duration after = Duration.ZERO;
        Tree.Scalar phase;
        if (value instanceof Tree.Mapping) {
            Section become = section.section("become");
            become.require("phase", "write `become: { phase: fixed, after: 15m }`");
            phase = become.scalar("phase", "a phase");
            after = become.duration("after", Duration.ZERO);
            if (after.isNegative()) {
                become.refuse("after", "after: found a negative duration, expected one such as 15m", null);
                after = Duration.ZERO;
            }
            become.close();
        } else {
            phase = section.scalar(value, "become", "a phase");
        }
        if (phase == null) {
            return null;
        }
        if (!names.phases().contains(phase.text())) {
            section.unknown(phase, "become", List.copyOf(names.phases()));
            return null;
        }
        return new Action.Become(phase.text(), after);
    }
}
