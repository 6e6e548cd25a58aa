package dev.norelay.junit5;

import dev.norelay.ClientSettings;
import dev.norelay.Norelay;
import dev.norelay.journal.Journal;
import org.junit.jupiter.api.extension.ParameterContext;

/** The parameters that a test may have. */
final class Parameters {
    private Parameters() {}

    static boolean supports(ParameterContext parameter) {
        Class<?> type = parameter.getParameter().getType();
        return type == Norelay.class || type == ClientSettings.class || type == Journal.class;
    }

    static Object resolve(ParameterContext parameter, Norelay server) {
        Class<?> type = parameter.getParameter().getType();
        if (type == Norelay.class) {
            return server;
        }
        return type == Journal.class ? server.journal() : server.settings();
    }
}
