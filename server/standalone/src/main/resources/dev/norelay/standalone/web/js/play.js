// The story that is played: where it stands, what to type into the mail app, and who connects.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { clock, count, SECURITY, tlsName, words } from "./format.js";
import { copy, outcome, refusal } from "./parts.js";
import { sessionView } from "./session.js";
import { changePassword, fix, reset, state } from "./store.js";

const FEW = 6;
const ui = { problem: null, all: false, password: null, changed: null };

/** `pinned`: the session that is shown; the newest one if null. */
export function playView(pinned, redraw) {
  const sessions = [...state.sessions.values()].sort((a, b) => b.id - a.id);
  const shown = pinned ?? sessions[0]?.id;
  return html`<div class="columns ${sessions.length ? "" : "idle"}">
    <div class="aside">${storyCard(redraw)}${settingsCard(state.story)}</div>
    <div class="stage">
      ${sessions.length ? sessionList(sessions, shown, pinned, redraw) : nobody()}
      ${shown === undefined ? nothing : sessionView(shown, redraw)}
    </div>
    ${passwordDialog(redraw)}
  </div>`;
}

function storyCard(redraw) {
  const story = state.story;
  const tell = (action) => async () => {
    ui.problem = await action().then(() => null, (problem) => problem);
    redraw();
  };
  const startOver = () => {
    ui.changed = null;
    return reset();
  };
  return html`<section class="card story" aria-labelledby="story-title">
    <p class="over"><a class="word" href="#/catalogue/${encodeURIComponent(story.scenario)}">${story.scenario}</a>${story.dialect && story.dialect !== "plain" ? html` · speaks as <b>${story.dialect}</b>` : nothing}</p>
    <h1 id="story-title" tabindex="-1">${story.title}</h1>
    ${phases(story)}
    ${story.fails ? html`<p>${story.cause}</p><p class="then"><b>Remedy</b> ${story.remedy}</p>` : nothing}
    <div class="actions">
      ${story.steps.length && story.fails
        ? html`<button type="button" class="primary" ?disabled=${story.fixed} @click=${tell(fix)}>${story.fixed ? "The remedy is done" : story.phase === "broken" ? "Remedy done" : "Next remedy done"}</button>`
        : nothing}
      ${story.accounts.length ? html`<button type="button" @click=${() => openPassword(redraw)}>Change the password…</button>` : nothing}
      <button type="button" @click=${tell(startOver)}>Start over</button>
    </div>
    ${ui.changed?.scenario === story.scenario
      ? html`<p class="changed">The server now wants the password <code>${ui.changed.password}</code> of ${ui.changed.user}, until you start over. The device still has the one it had.</p>`
      : nothing}
    ${refusal(ui.problem)}
    ${story.addresses.length ? addresses(story.addresses) : nothing}
  </section>`;
}

/** The steps of the story; a phase beside them, which a rule or a person has entered, is told as well. */
function phases(story) {
  if (!story.fails && story.phase === "broken") {
    return nothing;
  }
  const steps = ["broken", ...story.steps.filter((step) => step !== "broken")];
  const track = steps.includes(story.phase) ? steps : [...steps, story.phase];
  const now = track.indexOf(story.phase);
  return html`<ol class="phases" aria-label="Phase of the story">
    ${track.map((phase, at) => html`<li class="${at < now ? "past" : ""} ${phase}" aria-current=${at === now ? "step" : nothing}>${words(phase)}</li>`)}
  </ol>`;
}

const addresses = (list) =>
  html`<div class="addresses">
    <h2>The recipient chooses</h2>
    <dl>
      ${list.map(({ address, what }) => html`<div><dt><code>${address}</code></dt><dd>${what}</dd></div>`)}
    </dl>
  </div>`;

function settingsCard(story) {
  const { settings, fixedSettings } = story;
  const later = new Map(fixedSettings.fields.map((field) => [field.name, field]));
  return html`<section class="card settings" aria-labelledby="settings-title">
    <h2 id="settings-title">Type into the mail app</h2>
    <dl class="fields">
      ${settings.fields.map((field) => settingsField(field, story.fixed ? null : later.get(field.name)))}
    </dl>
    ${settings.hints.map((hint) => html`<p class="quiet">${hint}</p>`)}
    <p class="quiet">The app has to trust <a href=${story.ca.href} download="norelay-ca.pem">norelay’s certificate</a>; <a href="#/phone">how to, for a phone</a>.</p>
    <details>
      <summary>Or send with curl</summary>
      <div class="code-box">${copy("the command", settings.curl)}<pre tabindex="0" aria-label="The command">${settings.curl}</pre></div>
    </details>
    <details>
      <summary>All ports</summary>
      <ul class="ports">
        ${Object.entries(story.listeners).map(([name, listener]) => html`<li><b>${name}</b> <code>${listener.host}:${listener.port}</code> <span class="quiet">${service(listener)}</span></li>`)}
      </ul>
    </details>
  </section>`;
}

const service = (listener) =>
  ({ smtp: `SMTP, ${SECURITY[listener.security]}, in place of ${listener.nominal}`, refuse: "refuses connections", ignore: "answers nobody", silent: "says nothing", imap: "speaks IMAP", http: "speaks HTTP" })[
    listener.service
  ] || listener.service;

function settingsField(field, later) {
  const differs = later && (later.value !== field.value || later.blank !== field.blank);
  return html`<div>
    <dt>${field.name}</dt>
    <dd>
      ${field.blank ? html`<i>leave blank</i>` : html`<code>${field.value}</code>${copy(field.name, field.value)}`}
      ${differs ? html`<span class="later">after the remedy: ${later.blank ? "blank" : html`<code>${later.value}</code>`}</span>` : nothing}
    </dd>
  </div>`;
}

const nobody = () =>
  html`<section class="card nobody" aria-labelledby="nobody-title">
    <h2 id="nobody-title">Nobody has connected yet</h2>
    <p>Send a mail with the settings on this page: each connection shows here, as it happens.</p>
    <div class="ghost" aria-hidden="true"><span>Client</span><span>Server</span></div>
  </section>`;

function sessionList(sessions, shown, pinned, redraw) {
  const some = ui.all ? sessions : sessions.slice(0, FEW);
  return html`<section class="sessions" aria-labelledby="sessions-title">
    <header class="head">
      <h2 id="sessions-title">${count(state.totalSessions, "session")}</h2>
      ${pinned === null ? html`<span class="quiet">the newest one is followed</span>` : html`<a href="#/">Follow the newest one</a>`}
    </header>
    <ul>
      ${repeat(some, (session) => session.id, (session) => sessionLine(session, session.id === shown))}
    </ul>
    ${sessions.length > FEW
      ? html`<button type="button" class="plain" aria-expanded=${ui.all} @click=${() => { ui.all = !ui.all; redraw(); }}>${ui.all ? "Show fewer" : `Show all ${sessions.length}`}</button>`
      : nothing}
  </section>`;
}

const sessionLine = (session, current) =>
  html`<li>
    <a href="#/sessions/${session.id}" aria-current=${current ? "true" : nothing}>
      <span class="number">${session.id}</span>
      ${outcome(session.outcome)}
      <span class="why">${why(session)}</span>
      <span class="where">${session.listener}${session.tls ? `, ${tlsName(session.tls)}` : ""}</span>
      <span class="time">${clock(session.began)}</span>
    </a>
  </li>`;

function why(session) {
  if (session.diagnosis) return session.diagnosis.cause;
  if (session.refusals.length) return session.refusals[session.refusals.length - 1];
  return session.messages.length ? `message ${session.messages.join(", ")}` : "";
}

function openPassword(redraw) {
  ui.password = { user: state.story.settings.user || state.story.accounts[0], value: "", problem: null };
  redraw();
  document.getElementById("password-dialog").showModal();
}

function passwordDialog(redraw) {
  const form = ui.password || { user: "", value: "", problem: null };
  const close = () => document.getElementById("password-dialog").close();
  const submit = async (event) => {
    event.preventDefault();
    form.problem = await changePassword(form.user, form.value).then(() => null, (problem) => problem);
    if (!form.problem) {
      ui.changed = { scenario: state.story.scenario, user: form.user, password: form.value };
      close();
    }
    redraw();
  };
  return html`<dialog id="password-dialog" aria-labelledby="password-title">
    <form @submit=${submit}>
      <h2 id="password-title">Change the password</h2>
      <p>On the server only: the present one becomes a former one, and a device that still has it fails as in life.</p>
      <label>User
        <select @change=${(event) => (form.user = event.target.value)}>
          ${state.story.accounts.map((user) => html`<option .selected=${user === form.user}>${user}</option>`)}
        </select>
      </label>
      <label>New password
        <input type="text" required autofocus maxlength="500" autocomplete="off" autocapitalize="off" spellcheck="false" .value=${form.value} @input=${(event) => (form.value = event.target.value)} />
      </label>
      ${refusal(form.problem)}
      <div class="actions">
        <button type="submit" class="primary">Change it</button>
        <button type="button" @click=${close}>Leave it</button>
      </div>
    </form>
  </dialog>`;
}
