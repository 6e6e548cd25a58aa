// An outbox is tested with four stories: it fails, says so, keeps the mail, and delivers it once the cause is mended.
//   NORELAY=http://norelay:8025 NORELAY_HTTP_TOKEN=only-for-tests node --test     with nodemailer installed
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';

const nodemailer = createRequire(process.env.NODEMAILER ?? import.meta.url)('nodemailer');
const api = `${process.env.NORELAY ?? 'http://127.0.0.1:8025'}/api/v1`;
const token = process.env.NORELAY_HTTP_TOKEN;

async function ask(method, path, body) {
  const answer = await fetch(api + path, {
    method,
    headers: { ...(token && { authorization: `Bearer ${token}` }), ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${text}`);
  return text && JSON.parse(text);
}

async function ready(seconds) {
  for (const deadline = Date.now() + seconds * 1000; ; await setTimeout(100)) {
    try {
      return await ask('GET', '/ready');
    } catch (failure) {
      if (Date.now() > deadline) throw failure;
    }
  }
}

// The program under test: sends what it keeps; what its user is told where that fails.
class Outbox {
  kept = [];

  constructor(ca) {
    this.ca = ca;
  }

  async send({ host, port, user, password }) {
    const auth = user ? { user, pass: password } : undefined;
    const transport = nodemailer.createTransport({ host, port, auth, requireTLS: true, tls: { ca: this.ca } });
    try {
      while (this.kept.length > 0) {
        await transport.sendMail(this.kept[0]);
        this.kept.shift();
      }
      return null;
    } catch (failure) {
      return failure.message;
    } finally {
      transport.close();
    }
  }
}

before(() => ready(30));

const stories = { 'relay-denied': /550/, 'stale-password': /535/, 'wrong-port': /ECONNREFUSED/, 'clock-skew': /not yet valid/ };
for (const [scenario, words] of Object.entries(stories)) {
  test(scenario, async () => {
    const server = await ask('POST', '/servers', { scenario });
    const path = `/servers/${server.id}`;
    const outbox = new Outbox(server.ca.pem);
    const { from, to } = server.settings;
    outbox.kept.push({ from, to, subject: 'Hello', text: 'How are you?' });

    const told = await outbox.send(server.settings);
    assert.match(told, words);
    await ask('POST', `${path}/attempts`, { failed: true, shown: told });
    assert.equal(outbox.kept.length, 1);

    const fixed = await ask('POST', `${path}/fix`);
    assert.equal(await outbox.send(fixed.settings), null);
    await ask('POST', `${path}/attempts`, { failed: false });
    assert.deepEqual((await ask('GET', `${path}/messages`)).items.map((message) => message.subject), ['Hello']);
    const verdict = await ask('GET', `${path}/verdict`);
    assert.ok(verdict.good, verdict.report);
    await ask('DELETE', path);
  });
}
