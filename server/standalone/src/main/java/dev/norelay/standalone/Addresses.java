package dev.norelay.standalone;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The addresses of the playground, as a short table. */
final class Addresses {
    /** The scenario of {@code norelay run} without arguments. */
    static final String PLAYGROUND = "playground";

    private Addresses() {}

    /** The addresses that do something, and what; the first two stand for many. */
    static Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        table.put("<refusal>@refuse.test", "refused for that reason: relay-denied, mailbox-full, greylisted …");
        table.put("<code>@reply.test", "answered with that code: 550, 452, 421 …");
        table.put("slow@playground.test", "accepted after 10 seconds");
        table.put("stall@playground.test", "never answered");
        table.put("close@playground.test", "the connection is closed");
        table.put("drop@playground.test", "the connection is cut, as by a process that dies");
        table.put("reset@playground.test", "the connection is reset");
        table.put("lost@playground.test", "the message is taken, and the reply to it lost");
        return table;
    }

    /** Whether it is the catalogue's playground, not a file of that name. */
    static boolean belongTo(Scenario scenario) {
        return scenario.name().equals(PLAYGROUND) && scenario.equals(Catalogue.scenario(PLAYGROUND));
    }

    /** For a person, one line each. */
    static String text(Paint paint) {
        StringBuilder text = new StringBuilder(paint.bold("Send to") + "\n");
        table().forEach((address, what) -> text.append(String.format(Locale.ROOT, "  %-24s%s", address, what))
                .append('\n'));
        return text + "  anyone else             accepted, with any login or none\n"
                + "  `norelay show playground` has all refusals and codes.\n";
    }
}
