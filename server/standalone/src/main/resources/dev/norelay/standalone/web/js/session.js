// One session: why it failed, what was said, and in what the client did not do its duty.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { getText } from "./api.js";
import { capital, elapsed, tlsName } from "./format.js";
import { ladder } from "./ladder.js";
import { copy, outcome, quotes } from "./parts.js";
import { look, path, state } from "./store.js";

const transcripts = new Map(); // by session, as read when it was opened

export function sessionView(id, redraw) {
  const entries = state.entries.get(id);
  if (!entries) {
    state.entries.set(id, []);
    look(id);
  }
  const session = state.sessions.get(id);
  if (!session) {
    return html`<section class="card" aria-label="Session ${id}"><p>There is no session ${id}; it may have been forgotten with a reset. <a href="#/">Follow the newest one</a></p></section>`;
  }
  return html`<article class="session" aria-labelledby="session-title">
    <header class="head">
      <h2 id="session-title" tabindex="-1">Session ${id}</h2>
      ${outcome(session.outcome)}
      <p class="quiet">${facts(session)}</p>
    </header>
    ${session.diagnosis ? diagnosisCard(session.diagnosis, entries || []) : nothing}
    <section class="card wide" aria-label="The dialogue">
      ${ladder(entries || [], { client: session.client, server: serverEnd(session) }, { ended: Boolean(session.ended) })}
      ${transcript(session, redraw)}
    </section>
    ${session.findings.length ? findings(session.findings) : nothing}
  </article>`;
}

function facts(session) {
  const lasted = session.ended ? [elapsed(Date.parse(session.ended) - Date.parse(session.began))] : [];
  const security = session.tls ? tlsName(session.tls) : session.security === "tls" ? "TLS not reached" : "in plaintext";
  return [session.listener, security, ...(session.user ? [`as ${session.user}`] : []), ...lasted].join(" · ");
}

function serverEnd(session) {
  const listener = state.story.listeners[session.listener];
  return listener ? `${state.story.host}:${listener.port}` : session.listener;
}

/** What went wrong, large enough to be read from afar. */
export function diagnosisCard(diagnosis, entries) {
  return html`<section class="card diagnosis" aria-labelledby="diagnosis-title">
    ${stamp(diagnosis, entries)}
    <div class="told">
      <h3 id="diagnosis-title" class="sentence">${diagnosis.sentence}</h3>
      <dl class="facts">
        <div><dt>Remedy</dt><dd class="remedy">${diagnosis.remedy}</dd></div>
        <div><dt>Found</dt><dd>${diagnosis.explanation} <code class="quiet">${diagnosis.cause}</code></dd></div>
        ${diagnosis.alternatives.length
          ? html`<div><dt>Or else</dt><dd>${diagnosis.alternatives.map((other) => html`<p>${other.sentence} <span class="quiet">${other.remedy}</span></p>`)}</dd></div>`
          : nothing}
      </dl>
    </div>
    ${Object.keys(diagnosis.seen).length
      ? html`<div class="seen"><h4>What the person sees</h4>${quotes(diagnosis.seen)}</div>`
      : nothing}
  </section>`;
}

/** Like a postmark: the code of the refusal, or how else it ended. */
function stamp(diagnosis, entries) {
  const refused = entries.filter((entry) => entry.event === "reply" && entry.refused);
  const shown = refused.find((entry) => diagnosis.evidence.includes(entry.sequence)) || refused[refused.length - 1];
  const large = shown ? shown.code : entries.some((entry) => entry.event === "tls-failed") ? "TLS" : null;
  return large
    ? html`<p class="stamp"><span class="code">${large}</span>${shown?.enhanced ? html`<span class="enhanced">${shown.enhanced}</span>` : nothing}</p>`
    : nothing;
}

const SEVERITY = { breach: "breach of duty", doubtful: "doubtful", note: "worth a note" };

export const findings = (found) =>
  html`<section class="card findings" aria-labelledby="findings-title">
    <h3 id="findings-title">What the client could do better</h3>
    <ul>
      ${found.map(
        (finding) => html`<li class=${finding.severity}>
          <p class="finding"><span class="severity">${SEVERITY[finding.severity] || finding.severity}</span> ${capital(finding.sentence)}</p>
          <p>${finding.goodClient}</p>
          <p class="quiet">${finding.source} · ${finding.kind}</p>
        </li>`,
      )}
    </ul>
  </section>`;

function transcript(session, redraw) {
  const text = transcripts.get(session.id + session.began);
  const read = async (event) => {
    if (event.target.open) {
      const dialogue = await getText(path(`/sessions/${session.id}/transcript`)).catch((problem) => problem.message);
      transcripts.set(session.id + session.began, dialogue);
      redraw();
    }
  };
  return html`<details class="transcript" @toggle=${read}>
    <summary>As text</summary>
    ${text ? html`<div class="code-box">${copy("the dialogue", text)}<pre tabindex="0" aria-label="The dialogue as text">${text}</pre></div>` : nothing}
  </details>`;
}
