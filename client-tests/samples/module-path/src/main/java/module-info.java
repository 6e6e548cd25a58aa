/** What a company's tests of mail have in common. */
open module testkit {
    requires transitive dev.norelay;
    requires transitive dev.norelay.junit5;
    requires org.junit.jupiter.api;

    exports testkit;
}
