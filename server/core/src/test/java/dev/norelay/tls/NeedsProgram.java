package dev.norelay.tls;

import java.io.File;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * A test that runs a program of the machine. Where the program is missing the test is disabled, and says why; but not
 * where {@code CI=true}: there it runs, and fails.
 */
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgram.Presence.class)
@interface NeedsProgram {
    String value();

    /** Looks for the program on the PATH. */
    final class Presence implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class)
                    .map(needs -> evaluate(needs.value()))
                    .orElseGet(() -> ConditionEvaluationResult.enabled("needs no program"));
        }

        private static ConditionEvaluationResult evaluate(String program) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled(program + " must be there, because CI=true");
            }
            String path = System.getenv().getOrDefault("PATH", "");
            boolean found = Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                    .splitAsStream(path)
                    .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
            return found
                    ? ConditionEvaluationResult.enabled(program + " is installed")
                    : ConditionEvaluationResult.disabled("disabled, because " + program + " is not installed");
        }
    }
}
