/**
 * Real mail clients play the scenarios: each is a {@link dev.norelay.clients.MailClient}, driven as a user would drive
 * it, and what it shows of a refusal is written down in one table, in {@link dev.norelay.clients.StoriesTest}.
 */
@NullMarked
package dev.norelay.clients;

import org.jspecify.annotations.NullMarked;
