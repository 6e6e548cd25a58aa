package dev.norelay.testcontainers;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.junit.jupiter.Testcontainers;

/** Tests that start containers want an engine and the image, which {@code make test-image} has both. */
public final class WithImage implements ExecutionCondition {
    private static final String VARIABLE = "NORELAY_IMAGE_TESTS";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean starts = context.getTestClass()
                .filter(test -> test.isAnnotationPresent(Testcontainers.class))
                .isPresent();
        return !starts || System.getenv(VARIABLE) != null
                ? ConditionEvaluationResult.enabled(starts ? "the image is there" : "starts no container")
                : ConditionEvaluationResult.disabled("it starts the image, which `make test-image` builds: " + VARIABLE
                        + "=true, and a container engine");
    }
}
