package dev.norelay.standalone;

import dev.norelay.standalone.grade.SearchPath;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Tests that run these programs. Where one is missing they are disabled, and say so; but not where {@code CI=true}: they
 * fail there.
 */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Needs.Presence.class)
@interface Needs {
    /** Their names on the PATH. */
    String[] value();

    /** Looks for them on the PATH. */
    final class Presence implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("all programs must be there, because CI=true");
            }
            List<String> missing = context.getElement()
                    .flatMap(element -> AnnotationSupport.findAnnotation(element, Needs.class))
                    .map(needs -> Stream.of(needs.value())
                            .filter(program -> SearchPath.find(program).isEmpty()))
                    .orElse(Stream.empty())
                    .toList();
            return missing.isEmpty()
                    ? ConditionEvaluationResult.enabled("all programs are installed")
                    : ConditionEvaluationResult.disabled(
                            "disabled, because " + String.join(" and ", missing) + " is not installed");
        }
    }
}
