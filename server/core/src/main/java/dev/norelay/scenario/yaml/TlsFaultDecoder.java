package dev.norelay.scenario.yaml;

import dev.norelay.fault.TlsFault;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes a TLS fault: a word, or {@code refuse} with the alert. */
final class TlsFaultDecoder {
    /** The words that stand alone. */
    static final List<String> WORDS = words();

    private enum Alert {
        HANDSHAKE_FAILURE,
        PROTOCOL_VERSION
    }

    private TlsFaultDecoder() {}

    private static List<String> words() {
        List<String> words = new ArrayList<>();
        for (TlsFault fault : TlsFault.values()) {
            if (!fault.id().contains(":")) {
                words.add(fault.id());
            }
        }
        return List.copyOf(words);
    }

    /**
     * The fault behind the key; null where there is none, or, reported, no such one.
     *
     * @param none a word that says that there is none, or empty
     */
    static @Nullable TlsFault decode(Section section, String key, String none) {
        Tree found = section.tree(key);
        if (found instanceof Tree.Mapping) {
            return refusing(section.section(key));
        }
        Tree.Scalar word = section.scalar(key, "a TLS fault");
        if (word == null || word.text().equals(none)) {
            return null;
        }
        TlsFault fault =
                WORDS.contains(word.text()) ? TlsFault.ofId(word.text()).orElse(null) : null;
        if (fault == null) {
            List<String> known = new ArrayList<>(WORDS);
            if (!none.isEmpty()) {
                known.add(0, none);
            }
            section.unknown(word, key, known);
        }
        return fault;
    }

    private static @Nullable TlsFault refusing(Section section) {
        section.require("refuse", "write `{ refuse: protocol-version }`, or one word");
        Alert alert = section.word("refuse", Alert.values());
        section.close();
        if (alert == null) {
            return null;
        }
        return alert == Alert.PROTOCOL_VERSION ? TlsFault.PROTOCOL_VERSION : TlsFault.HANDSHAKE_FAILURE;
    }
}
