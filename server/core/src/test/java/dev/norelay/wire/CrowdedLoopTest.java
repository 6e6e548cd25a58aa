package dev.norelay.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.norelay.Norelay;
import dev.norelay.journal.Event.How;
import dev.norelay.journal.SessionRecord;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A poll tells of 1,024 connections at most: a barrier must not take the first poll for all there is to know. */
@Timeout(60)
class CrowdedLoopTest {
    /** For each of two loops, more than one poll tells of; more loops have fewer. */
    private static final int CROWD = 5_000;

    @Test
    void aClientIsSeenThoughThousandsOfOthersLeaveAtTheSameMoment() throws IOException {
        SharedResources shared = SharedResources.acquire();
        try (Norelay crowded = Norelay.open();
                Norelay server = Norelay.open()) {
            List<SocketChannel> crowd = new ArrayList<>();
            for (int i = 0; i < CROWD; i++) {
                crowd.add(connect(crowded));
            }
            assertThat(crowded.journal().sessions()).hasSize(CROWD);

            CountDownLatch held = new CountDownLatch(1);
            for (EventExecutor loop : shared.loops) {
                loop.execute(() -> await(held));
            }
            for (SocketChannel one : crowd) {
                one.close();
            }
            connect(server).close();
            held.countDown();

            assertThat(server.journal().sessions())
                    .singleElement()
                    .extracting(SessionRecord::closed)
                    .satisfies(closed -> assertThat(closed.orElseThrow()).isIn(How.CLIENT_CLOSED, How.CLIENT_RESET));
        } finally {
            shared.release();
        }
    }

    private static SocketChannel connect(Norelay server) throws IOException {
        return SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port("smtp")));
    }

    private static void await(CountDownLatch held) {
        try {
            held.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
