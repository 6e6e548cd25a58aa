// Five stories: the outbox fails, says so, keeps the mail, and delivers it once the cause is mended.
import assert from 'node:assert/strict';
import { Outbox } from './outbox.mjs';

/** What its user is told, and what is wrong. */
export const stories = {
  'relay-denied': [/550/, 'login-missing'],
  'stale-password': [/535/, 'password-stale'],
  'wrong-port': [/ECONNREFUSED/, 'port-closed'],
  'filtered-port': [/timeout/i, 'port-filtered'],
  'clock-skew': [/not yet valid/, 'clock-wrong'],
};

/**
 * Plays a story on a server that stands at its beginning.
 * @param reach the settings by which the outbox comes to that server
 */
export async function play(norelay, server, reach, [words, cause]) {
  const path = `/servers/${server.id}`;
  const outbox = new Outbox(server.ca.pem);
  const { from, to } = server.settings;
  outbox.kept.push({ from, to, subject: 'Hello', text: 'How are you?' });

  const told = await outbox.send(await reach(server));
  assert.match(told, words);
  await norelay.ask('POST', `${path}/attempts`, { failed: true, shown: told });
  assert.equal((await norelay.ask('GET', `${path}/diagnosis`)).cause, cause);
  assert.equal(outbox.kept.length, 1);

  const fixed = await norelay.ask('POST', `${path}/fix`);
  assert.equal(await outbox.send(await reach(fixed)), null);
  await norelay.ask('POST', `${path}/attempts`, { failed: false });
  const { items } = await norelay.ask('GET', `${path}/messages`);
  assert.deepEqual(items.map((message) => message.subject), ['Hello']);
  const verdict = await norelay.ask('GET', `${path}/verdict`);
  assert.ok(verdict.good, verdict.report);
  return `played ${server.scenario}: ${words.exec(told)[0]}, ${cause}, delivered ${items.length}`;
}
