/**
 * What the command line and the control API share: a server at work and what it can be told, and stories, settings and
 * dialects as they are shown to people and programs. Knows of neither of the two.
 */
@NullMarked
package dev.norelay.standalone.story;

import org.jspecify.annotations.NullMarked;
