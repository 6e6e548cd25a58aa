package dev.norelay.standalone;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;

/** Standard output, written to by several threads, a piece at a time, until nobody reads any more. */
final class Output {
    private final PrintWriter out;
    private final CountDownLatch unread = new CountDownLatch(1);

    Output(PrintWriter out) {
        this.out = out;
    }

    /** Writes whole lines, each with its line end, and sees to it that they leave. */
    synchronized void print(String lines) {
        out.print(lines);
        if (out.checkError()) { // flushes; an error means that the pipe's other end is gone, as behind `| head`
            unread.countDown();
        }
    }

    /** As if nobody read any more. */
    void end() {
        unread.countDown();
    }

    /** Returns when nobody reads any more, or it was ended. */
    void awaitUnread() throws InterruptedException {
        unread.await();
    }
}
