package dev.norelay.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.norelay.Norelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Ports as runtimes publish them: by a proxy, which accepts whatever is behind it, or by the kernel, which does not. */
class OutsideTest {
    private static final String HERE = "127.0.0.1";
    private static final OptionalInt NOT_PUBLISHED = OptionalInt.empty();

    private final ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

    OutsideTest() throws IOException {}

    @AfterEach
    void stop() throws IOException {
        proxy.close();
    }

    private static Outside outside(OptionalInt published, String... addresses) {
        return new Outside(HERE, port -> published, List.of(addresses));
    }

    private OptionalInt accepting() {
        return OptionalInt.of(proxy.getLocalPort());
    }

    @Test
    void portThatAnswersIsThePublishedOne() {
        try (Outside outside = outside(accepting())) {
            assertThat(outside.to(2587, "smtp")).isEqualTo(new Ways.Place(HERE, proxy.getLocalPort()));
        }
    }

    @Test
    void portThatIsNotPublishedIsTheContainersOwn() {
        try (Outside outside = outside(NOT_PUBLISHED, HERE)) {
            assertThat(outside.to(proxy.getLocalPort(), "smtp")).isEqualTo(new Ways.Place(HERE, proxy.getLocalPort()));
        }
    }

    @Test
    void portThatNobodyCanReachIsTold() {
        try (ClosedPort nobody = new ClosedPort();
                Outside outside = outside(NOT_PUBLISHED, HERE)) {
            assertThatThrownBy(() -> outside.to(nobody.number(), "smtp"))
                    .hasMessageContaining("is not published")
                    .hasMessageContaining("withExposedPorts(" + nobody.number());
        }
    }

    @Test
    void portThatRefusesIsThePublishedOneWhereNoProxyIsInBetween() {
        try (ClosedPort refusing = new ClosedPort();
                Outside outside = outside(OptionalInt.of(refusing.number()))) {
            assertThat(outside.to(2526, "refuse")).isEqualTo(new Ways.Place(HERE, refusing.number()));
        }
    }

    @Test
    void portThatRefusesIsAnotherWhereAProxyAccepts() {
        try (Outside outside = outside(accepting())) {
            Ways.Place place = outside.to(2526, "refuse");

            assertThat(place.port()).isNotEqualTo(proxy.getLocalPort());
            assertThat(Knock.at(HERE, place.port())).isEqualTo(Knock.REFUSED);
            assertThat(outside.to(2526, "refuse")).as("kept").isEqualTo(place);
        }
    }

    @Test
    void portThatIsNotPublishedRefuses() {
        try (Outside outside = outside(NOT_PUBLISHED)) {
            assertThat(Knock.at(HERE, outside.to(2526, "refuse").port())).isEqualTo(Knock.REFUSED);
        }
    }

    @Test
    void portThatNeverAnswersIsThePublishedOneWhereNoProxyIsInBetween() {
        try (Norelay filtered = Norelay.start("filtered-port");
                Outside outside = outside(OptionalInt.of(filtered.port("smtp")))) {
            assertThat(outside.to(2525, "ignore")).isEqualTo(new Ways.Place(HERE, filtered.port("smtp")));
        }
    }

    @Test
    void portThatNeverAnswersIsTheContainersOwnWhereAProxyAccepts() {
        try (Norelay filtered = Norelay.start("filtered-port");
                Outside outside = outside(accepting(), HERE)) {
            assertThat(outside.to(filtered.port("smtp"), "ignore"))
                    .isEqualTo(new Ways.Place(HERE, filtered.port("smtp")));
        }
    }

    @Test
    void portThatNeverAnswersAndIsAcceptedEverywhereIsTold() {
        try (Outside outside = outside(accepting(), HERE)) {
            assertThatThrownBy(() -> outside.to(proxy.getLocalPort(), "ignore"))
                    .hasMessageContaining("accepts connections in its place")
                    .hasMessageContaining("settingsOnNetwork");
        }
    }
}
