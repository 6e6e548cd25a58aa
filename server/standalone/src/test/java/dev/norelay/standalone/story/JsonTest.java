package dev.norelay.standalone.story;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JacksonException;
import dev.norelay.standalone.grade.Graded;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told is told key by key, and nothing is left out. */
class JsonTest {
    @Test
    void nullIsTold() {
        Map<String, @Nullable Object> told = new LinkedHashMap<>();
        told.put("b", null);
        told.put("a", Arrays.asList("\u0001\u00fc\"", 1, true, null));
        assertThat(Json.line(told)).isEqualTo("{\"b\":null,\"a\":[\"\\u0001\u00fc\\\"\",1,true,null]}");
        assertThat(Json.page(told).lines().count()).isGreaterThan(2);
    }

    @Test
    void anObjectIsNotToldByAccident() {
        Object complaint = new Graded.Judged("hangs", "it did not end", false);
        assertThatThrownBy(() -> Json.line(Map.of("complaint", complaint))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatWasWrittenIsRead() throws JacksonException {
        Map<String, Object> told = Map.of("list", List.of("ü", 5, 2.5, false));
        assertThat(Json.read(Json.line(told).getBytes(UTF_8))).isEqualTo(told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "[1,]"})
    void whatIsNoJsonIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text.getBytes(UTF_8))).isInstanceOf(JacksonException.class);
    }
}
