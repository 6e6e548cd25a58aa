// Whether the client did its duty through the story so far.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { get, post } from "./api.js";
import { count } from "./format.js";
import { CHECK, CROSS, refusal } from "./parts.js";
import { findings } from "./session.js";
import { path } from "./store.js";

const ui = { verdict: null, problem: null, failed: true, shown: "" };
let readings = 0;

export async function enterVerdict(redraw) {
  const mine = ++readings;
  try {
    const verdict = await get(path("/verdict"));
    if (mine === readings) {
      ui.verdict = verdict;
      ui.problem = null;
    }
  } catch (problem) {
    ui.problem = problem;
  }
  redraw();
}

const SURFACED = {
  silent: "It failed and told nobody.",
  wordless: "It told that it failed, without a word why.",
  general: "It told that it failed, in words of its own.",
  reply: "It told what the server had said.",
  nothing: "There was nothing to tell.",
  unknown: "Not known: tell below what the app has shown.",
};

export function verdictView(redraw) {
  const { verdict } = ui;
  return html`<div class="verdict">
    <header class="head"><h1 tabindex="-1">Verdict</h1><p class="quiet">on the client, through the story so far</p></header>
    ${refusal(ui.problem)}
    ${verdict ? html`<div class="halves">
      <section class="card" aria-labelledby="judged-title">
        <h2 id="judged-title" class="judged ${verdict.good ? "good" : "bad"}">${verdict.good ? CHECK : CROSS}${verdict.good ? "Nothing to complain of" : "Not good yet"}</h2>
        ${verdict.problems.length ? html`<ul class="problems">${verdict.problems.map((problem) => html`<li>${problem}</li>`)}</ul>` : nothing}
        <dl class="facts">
          <div><dt>Failure told</dt><dd>${SURFACED[verdict.surfaced] || verdict.surfaced}${verdict.shown ? html`<q>${verdict.shown}</q>` : nothing}</dd></div>
          <div><dt>Delivered</dt><dd>${copies(verdict.copies)}</dd></div>
        </dl>
        ${attempts(verdict.attempts)}
      </section>
      ${report(redraw)}
    </div>
    ${verdict.findings.length ? findings(verdict.findings) : nothing}` : nothing}
  </div>`;
}

const copies = (delivered) => {
  const all = Object.entries(delivered);
  return all.length ? all.map(([recipient, times]) => html`<p><code>${recipient}</code> ${times === 0 ? "not yet" : times === 1 ? "once" : count(times, "time")}</p>`) : "nothing yet";
};

const attempts = (list) =>
  list.length
    ? html`<h3>Attempts</h3>
        <ol class="attempts">${list.map((attempt) => html`<li>${attempt.failed ? "failed" : "sent"} <span class="quiet">in phase ${attempt.phase}${attempt.refusal ? html` · ${attempt.refusal}` : nothing}</span>${attempt.shown ? html`<q>${attempt.shown}</q>` : nothing}</li>`)}</ol>`
    : nothing;

function report(redraw) {
  const submit = async (event) => {
    event.preventDefault();
    ui.problem = await post(path("/attempts"), { failed: ui.failed, shown: ui.shown || null }).then(() => null, (problem) => problem);
    if (!ui.problem) {
      ui.shown = "";
      await enterVerdict(redraw);
    }
    redraw();
  };
  const radio = (failed, label) =>
    html`<label class="radio"><input type="radio" name="failed" .checked=${ui.failed === failed} @change=${() => { ui.failed = failed; redraw(); }} />${label}</label>`;
  return html`<section class="card" aria-labelledby="report-title">
    <h2 id="report-title">What did the app tell?</h2>
    <p>After each attempt, tell how it ended for the person in front of the app. Only so can be judged whether it surfaced a failure.</p>
    <form @submit=${submit}>
      <fieldset><legend class="vh">How the attempt ended</legend>${radio(true, "It said that it failed")}${radio(false, "It said that it was sent, or nothing")}</fieldset>
      <label>In these words
        <textarea rows="3" maxlength="65536" placeholder="The recipient was rejected by the server …" .value=${ui.shown} @input=${(event) => (ui.shown = event.target.value)}></textarea>
      </label>
      <div class="actions"><button type="submit" class="primary">Report the attempt</button></div>
    </form>
  </section>`;
}
