/**
 * norelay in a container, for tests that run with Testcontainers. {@link dev.norelay.testcontainers.NorelayContainer} starts the
 * image and is the server of its scenario; {@link dev.norelay.testcontainers.NorelayServer} is one server, as the control API
 * tells of it; the rest are what it tells. norelay itself runs in the container alone: nothing of its engine is on the class path.
 */
@NullMarked
package dev.norelay.testcontainers;

import org.jspecify.annotations.NullMarked;
