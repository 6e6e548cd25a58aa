// One session as a ladder: the client on the left, the server on the right, time going down.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { bounded, elapsed, how, login, size, tlsName, words } from "./format.js";
import { CHECK, CROSS, LOCK } from "./parts.js";

const SILENCE = 1000; // milliseconds that are worth a row of their own

/** The whole diagram. `entries` are those of the API; `ends` name the two sides. */
export function ladder(entries, ends, { ended = true, timed = true } = {}) {
  const began = entries.length ? Date.parse(entries[0].time) : 0;
  return html`<div class="ladder ${timed ? "" : "timeless"}">
    <div class="ends" aria-hidden="true">
      <span><b>Client</b> ${ends.client}</span>
      <span><b>Server</b> ${ends.server}</span>
    </div>
    <ol class="rungs" aria-label="What was said, in order">
      ${repeat(rows(entries, began, timed), (row) => row.key, (row) => row.template)}
      ${ended ? nothing : html`<li class="rung waiting"><span class="when"></span><div class="lane"><p class="mark">…</p></div></li>`}
    </ol>
  </div>`;
}

function rows(entries, began, timed) {
  const all = [];
  let before = began;
  let inTls = false;
  let shown = "";
  for (const entry of entries) {
    const body = DRAW[entry.event]?.(entry);
    if (!body) {
      continue;
    }
    const time = Date.parse(entry.time);
    if (time - before >= SILENCE) {
      all.push({ key: `silence-${entry.sequence}`, template: silence(time - before, inTls) });
    }
    before = time;
    inTls = entry.tls;
    const when = timed ? elapsed(time - began) : "";
    all.push({ key: entry.sequence, template: rung(entry, body, when === shown ? "" : when) });
    shown = when;
  }
  return all;
}

const rung = (entry, body, when) =>
  html`<li class="rung ${body.kind} ${entry.tls ? "tls" : ""}" data-sequence=${entry.sequence}>
    <span class="when">${when}</span>
    <div class="lane">${body.lane}</div>
  </li>`;

const silence = (length, tls) =>
  html`<li class="rung silence ${tls ? "tls" : ""}"><span class="when"></span><div class="lane"><p class="mark">${elapsed(length)} of silence</p></div></li>`;

/** An arrow with its words above it; with a note, the words can be focused, and the note shows. */
function arrow(side, kind, entry, text, note) {
  const tip = `tip-${entry.sequence}`;
  const who = side === "server" ? "Server: " : "Client: ";
  const said = note
    ? html`<button type="button" class="say" aria-describedby=${tip}><span class="vh">${who}</span>${text}</button>
        <div class="tip" role="tooltip" id=${tip}>${note}</div>`
    : html`<p class="say"><span class="vh">${who}</span>${text}</p>`;
  return { kind: `from-${side} ${kind}`, lane: html`${said}<span class="arrow" aria-hidden="true"></span>` };
}

const mark = (kind, content) => ({ kind: `marked ${kind}`, lane: html`<p class="mark">${content}</p>` });

const DRAW = {
  "session-opened": (entry) => mark("open", html`connects to ${entry.listener}`),
  "tls-started": (entry) => mark("handshake", html`${LOCK}${tlsName(entry.version)} <span class="quiet">${entry.cipherSuite}</span>`),
  "tls-failed": (entry) =>
    mark("handshake failed", html`${CROSS}TLS failed${entry.alert ? html`: the client’s alert is <b>${entry.alert}</b>` : nothing} <span class="quiet">${bounded(entry.explanation)}</span>`),
  command: (entry) =>
    arrow("client", "", entry, html`<code>${bounded(entry.line)}</code>`, entry.pipelined ? html`<p>Sent without waiting for the reply before it (pipelined).</p>` : null),
  login: (entry) =>
    mark(entry.outcome === "good" ? "login good" : "login bad", html`${entry.outcome === "good" ? CHECK : CROSS}${login(entry.outcome)} <span class="quiet">${entry.user} · ${entry.mechanism}</span>`),
  reply: (entry) => arrow("server", entry.refused ? "refused" : "", entry, reply(entry), replyNote(entry)),
  content: (entry) => arrow("client", "content", entry, html`the message <span class="quiet">${size(entry.size)}${entry.bareNewline ? ", with bare newlines" : ""}</span>`),
  chunk: (entry) => arrow("client", "content", entry, html`a chunk <span class="quiet">${size(entry.size)}</span>`),
  message: (entry) =>
    mark("taken", html`${CHECK}${entry.message ? html`<a href="#/mail/${entry.message}">message ${entry.message}</a> is taken over` : "the message is taken over"}
      <span class="quiet">for ${entry.recipients.join(", ")}</span>`),
  fault: (entry) =>
    mark("fault", html`${entry.fault} <span class="quiet">${entry.rule ? entry.rule.title : "as the story has it"}</span>`),
  "octets-dropped": (entry) => mark("dropped", html`${size(entry.count)} dropped: ${entry.reason} <span class="quiet">${bounded(entry.shown, 200)}</span>`),
  "limit-reached": (entry) => mark("fault", html`${words(entry.limit)}: ${entry.explanation}`),
  "session-closed": (entry) => ({
    kind: `closed ${["quit", "client-closed", "server-closed"].includes(entry.how) ? "" : "abrupt"}`,
    lane: html`<p class="mark">${how(entry.how)}</p>`,
  }),
};

function reply(entry) {
  const [first, ...others] = entry.lines.map((line) => ({ code: line.slice(0, 3), text: line.slice(4) }));
  const line = ({ code, text }) => html`<b>${code}</b> ${bounded(text)}`;
  if (!first || entry.octets !== null) {
    return html`<code>${bounded(entry.octets ?? entry.text)}</code>`;
  }
  if (entry.moment === "ehlo" && others.length && !entry.refused) {
    return html`<code>${line(first)}</code><span class="extensions">${others.map(({ text }) => html`<code>${bounded(text)}</code> `)}</span>`;
  }
  return [first, ...others].map((each) => html`<code>${line(each)}</code>`);
}

function replyNote(entry) {
  const decided = entry.rule
    ? html`${entry.rule.title} of the story`
    : entry.scripted ? "the story" : "as a correct server does";
  return html`
    ${entry.refusal ? html`<p class="reason">${entry.refusal}</p>` : nothing}
    <dl>
      ${entry.source ? html`<dt>Source</dt><dd>${entry.source}</dd>` : nothing}
      <dt>Decided by</dt><dd>${decided}</dd>
      <dt>Moment</dt><dd>${entry.moment}</dd>
    </dl>`;
}

/** The dialogue that a story would have, as entries. */
export function imagined(dialogue) {
  const entries = [];
  let tls = false;
  const add = (entry) => entries.push({ sequence: entries.length + 1, time: 0, tls, ...entry });
  for (const turn of dialogue) {
    if (turn.command !== null) {
      add({ event: "command", line: turn.command, pipelined: false });
    }
    if (turn.reply) {
      const code = Number(turn.reply[0].slice(0, 3));
      const rule = turn.words === "plain" ? null : { title: turn.words === "story" ? "the words" : `the words of ${turn.words}` };
      add({ event: "reply", moment: turn.moment, code, lines: turn.reply, text: "", octets: null, refused: code >= 400, refusal: turn.refusal, source: turn.sources.join("; ") || null, scripted: false, rule });
      if (turn.moment === "starttls" && code === 220) {
        tls = true;
      }
    }
  }
  return entries;
}
