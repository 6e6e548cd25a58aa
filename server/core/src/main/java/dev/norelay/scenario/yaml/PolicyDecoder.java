package dev.norelay.scenario.yaml;

import dev.norelay.session.Mechanism;
import dev.norelay.session.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes {@code policy}: keys over a given policy, or the one word {@code open}. */
final class PolicyDecoder {
    /** The word for {@link Policy#OPEN}. */
    static final String OPEN = "open";

    private PolicyDecoder() {}

    static Policy decode(Section parent, Policy base) {
        Tree found = parent.tree("policy");
        if (found instanceof Tree.Scalar word) {
            if (!word.text().equals(OPEN)) {
                parent.mistake(found, "policy", "a map or the word open", Words.didYouMean(word.text(), List.of(OPEN)));
            }
            return Policy.OPEN;
        }
        Section section = parent.section("policy");
        Policy policy = new Policy(
                section.word("relay", Policy.Relay.values(), base.relay()),
                section.word("require-auth", Policy.RequireAuth.values(), base.requireAuth()),
                section.word("require-tls", Policy.RequireTls.values(), base.requireTls()),
                mechanisms(section, base.mechanisms()),
                section.flag("sender-must-be-own", base.senderMustBeOwn()),
                section.size("max-size", base.maxSize()),
                section.number("max-recipients", 1, 1_000_000, base.maxRecipients()),
                section.word("bare-newline", Policy.BareNewline.values(), base.bareNewline()));
        section.close();
        return policy;
    }

    private static List<Mechanism> mechanisms(Section section, List<Mechanism> otherwise) {
        List<Tree> items = section.items("auth");
        if (items == null) {
            return otherwise;
        }
        List<Mechanism> mechanisms = new ArrayList<>(items.size());
        for (Tree item : items) {
            Mechanism mechanism = mechanism(section, item);
            if (mechanism != null) {
                mechanisms.add(mechanism);
            }
        }
        return mechanisms;
    }

    private static @Nullable Mechanism mechanism(Section section, Tree item) {
        Tree.Scalar found = section.scalar(item, "auth", "the name of a mechanism");
        if (found == null) {
            return null;
        }
        Mechanism mechanism = Mechanism.ofName(found.text()).orElse(null);
        if (mechanism == null) {
            section.unknown(
                    found,
                    "auth",
                    Arrays.stream(Mechanism.values()).map(Mechanism::saslName).toList());
        }
        return mechanism;
    }
}
