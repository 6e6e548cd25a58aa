package dev.norelay.junit5;

import dev.norelay.scenario.Scenario;
import dev.norelay.scenario.yaml.Catalogue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** What stands behind {@link ScenarioTest}. */
final class ScenarioPairs implements TestTemplateInvocationContextProvider {
    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return annotation(context).isPresent();
    }

    static Optional<ScenarioTest> annotation(ExtensionContext context) {
        return context.getTestMethod().flatMap(method -> AnnotationSupport.findAnnotation(method, ScenarioTest.class));
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        ScenarioTest chosen = annotation(context).orElseThrow();
        List<TestTemplateInvocationContext> pairs = new ArrayList<>();
        for (String scenario : scenarios(chosen)) {
            if (chosen.dialects().length == 0) {
                pairs.add(new Pair(new Wanted(scenario, "", "", chosen.strict())));
            }
            for (String dialect : chosen.dialects()) {
                pairs.add(new Pair(new Wanted(scenario, "", dialect, chosen.strict())));
            }
        }
        return pairs.stream();
    }

    private static Set<String> scenarios(ScenarioTest chosen) {
        Set<String> names = new LinkedHashSet<>(Arrays.asList(chosen.scenarios()));
        names.addAll(
                having("tag", chosen.tags(), name -> Catalogue.scenario(name).tags()));
        names.addAll(having("family", chosen.families(), name -> List.of(Catalogue.family(name))));
        if (names.isEmpty()) {
            throw new ExtensionConfigurationException(
                    "@ScenarioTest says of no scenario: name some, as in"
                            + " @ScenarioTest(scenarios = {\"relay-denied\", \"stale-password\"}), or choose them by tags or families");
        }
        return names;
    }

    private static List<String> having(String what, String[] wanted, Function<String, List<String>> words) {
        Set<String> known = Catalogue.names().stream()
                .flatMap(name -> words.apply(name).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        for (String each : wanted) {
            if (!known.contains(each)) {
                throw new ExtensionConfigurationException(
                        "no scenario has the " + what + " " + each + "; there are " + String.join(", ", known));
            }
        }
        return Catalogue.names().stream()
                .filter(name -> Stream.of(wanted).anyMatch(words.apply(name)::contains))
                .toList();
    }

    /** One run of the test. */
    private record Pair(Wanted wanted) implements TestTemplateInvocationContext, ExecutionCondition {
        @Override
        public String getDisplayName(int invocationIndex) {
            return wanted.dialect().isEmpty() ? wanted.scenario() : wanted.scenario() + ", " + wanted.dialect();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this, new ServerPerTest(wanted));
        }

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return unmet().map(ConditionEvaluationResult::disabled)
                    .orElseGet(() -> ConditionEvaluationResult.enabled("the scenario can be played"));
        }

        private Optional<String> unmet() {
            if (wanted.dialect().isEmpty()) {
                return Optional.empty();
            }
            Scenario plain = Catalogue.scenario(wanted.scenario());
            Scenario spoken = Catalogue.scenario(wanted.scenario(), wanted.dialect());
            return Catalogue.dialect(wanted.dialect()).unmet(plain, spoken);
        }
    }
}
