// The catalogue: to find a story, to read it, to play it.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { repeat } from "../vendor/lit-html/directives/repeat.js";
import { get, query } from "./api.js";
import { capital, count, SECURITY, words } from "./format.js";
import { imagined, ladder } from "./ladder.js";
import { copy, quotes, refusal } from "./parts.js";
import { state, use } from "./store.js";

const PAGE = 500;
const ui = { q: "", family: "", dialect: null, found: null, families: [], dialects: [], problem: null, story: null, storyKey: "" };
let searches = 0;
let waiting;

async function search(redraw) {
  const mine = ++searches;
  const whole = !ui.q && !ui.family && !ui.dialect;
  try {
    const items = [];
    for (let after = ""; after !== null; ) {
      const page = await get(`/scenarios${query({ q: ui.q, family: ui.family, dialect: ui.dialect, limit: PAGE, after })}`);
      items.push(...page.items);
      after = page.next;
    }
    if (whole) {
      ui.families = [...new Set(items.map((item) => item.family))];
    }
    if (mine === searches) {
      ui.found = items;
      ui.problem = null;
    }
  } catch (problem) {
    ui.problem = problem;
  }
  redraw();
}

/** Reads anew whenever the view is entered: scenarios may have been added. */
export async function enterCatalogue(redraw) {
  ui.problem = null;
  ui.dialect ??= state.story?.dialect ?? null;
  search(redraw);
  ui.dialects = await get("/dialects").then((page) => page.items, () => []);
  redraw();
}

export function catalogueView(redraw) {
  const change = (key) => (event) => {
    ui[key] = event.target.value;
    clearTimeout(waiting);
    waiting = setTimeout(() => search(redraw), key === "q" ? 120 : 0);
  };
  return html`<div class="catalogue">
    <header class="head">
      <h1 tabindex="-1">Catalogue</h1>
      <p class="quiet" role="status">${ui.found ? count(ui.found.length, "story", "stories") : "…"}</p>
    </header>
    <search class="filters">
      <label class="grow">Search
        <input type="search" placeholder="password, 550, certificate, Outlook …" .value=${ui.q} @input=${change("q")} />
      </label>
      <label>Family
        <select @change=${change("family")}>
          <option value="">all</option>
          ${ui.families.map((family) => html`<option value=${family} .selected=${family === ui.family}>${family}</option>`)}
        </select>
      </label>
      ${dialectChooser((value) => { ui.dialect = value; search(redraw); })}
    </search>
    ${refusal(ui.problem)}
    ${ui.found?.length === 0 ? html`<p>No story has all of these words.</p>` : nothing}
    ${byFamily(ui.found || []).map(
      ([family, stories]) => html`<section aria-label="Family ${family}" class="family">
        <h2>${capital(family)}</h2>
        <ul class="stories">${repeat(stories, (story) => story.name, (story) => storyLine(story, redraw))}</ul>
      </section>`,
    )}
  </div>`;
}

const dialectChooser = (choose) =>
  html`<label>Speaks as
    <select @change=${(event) => choose(event.target.value)}>
      <option value="" .selected=${!ui.dialect}>the story’s own words</option>
      ${ui.dialects.map((dialect) => html`<option value=${dialect.name} .selected=${dialect.name === ui.dialect}>${dialect.title}</option>`)}
    </select>
  </label>`;

function byFamily(items) {
  const families = new Map();
  for (const item of items) {
    families.set(item.family, [...(families.get(item.family) || []), item]);
  }
  return [...families];
}

function storyLine(story, redraw) {
  const playing = story.name === state.story.scenario;
  return html`<li>
    <div>
      <a href="#/catalogue/${encodeURIComponent(story.name)}">${story.title}</a>
      <p class="quiet"><code>${story.name}</code>${playing ? html` · <b>playing</b>` : nothing}</p>
    </div>
    ${playButton(story.name, redraw)}
  </li>`;
}

const playButton = (name, redraw, kind = "") =>
  html`<button type="button" class=${kind} aria-label="Play this: ${name}" @click=${() => play(name, redraw)}>Play this</button>`;

async function play(name, redraw) {
  try {
    await use(name, ui.dialect);
    location.hash = "#/";
  } catch (problem) {
    ui.problem = problem;
    redraw();
  }
}

export async function enterStory(name, redraw) {
  ui.problem = null;
  ui.dialect ??= state.story?.dialect ?? null;
  if (!ui.dialects.length) {
    ui.dialects = await get("/dialects").then((page) => page.items, () => []);
  }
  const key = `${name} ${ui.dialect}`;
  ui.storyKey = key;
  try {
    const story = await get(`/scenarios/${encodeURIComponent(name)}${query({ dialect: ui.dialect })}`);
    if (ui.storyKey === key) {
      ui.story = story;
    }
  } catch (problem) {
    ui.story = null;
    ui.problem = problem;
  }
  redraw();
}

export function storyView(name, redraw) {
  const story = ui.story?.name === name ? ui.story : null;
  return html`<div class="catalogue one">
    <p class="over"><a href="#/catalogue">Catalogue</a></p>
    <h1 tabindex="-1">${story ? story.title : name}</h1>
    ${refusal(ui.problem)}
    ${story ? told(story, redraw) : nothing}
  </div>`;
}

function told(story, redraw) {
  return html`<div class="filters">
      ${dialectChooser((value) => { ui.dialect = value; enterStory(story.name, redraw); })}
      ${playButton(story.name, redraw, "primary")}
    </div>
    ${story.unmet ? html`<p class="problem">${story.unmet}</p>` : nothing}
    <div class="halves">
      <section class="card" aria-labelledby="about-title">
        <h2 id="about-title">The story</h2>
        <dl class="facts">
          ${story.cause ? html`<div><dt>Cause</dt><dd>${story.cause}</dd></div>` : nothing}
          ${story.remedy ? html`<div><dt>Remedy</dt><dd class="remedy">${story.remedy}</dd></div>` : nothing}
          <div><dt>Settings</dt><dd>${entered(story.client)}</dd></div>
          <div><dt>A good client</dt><dd>${expected(story.expect)}</dd></div>
          <div><dt>Diagnosis</dt><dd>${story.diagnosis.map((cause) => html`<code>${cause}</code> `)}</dd></div>
        </dl>
        ${Object.keys(story.seen).length ? html`<h3>What the person sees</h3>${quotes(story.seen)}` : nothing}
        ${story.sources.length ? html`<h3>Sources</h3><ul class="sources">${story.sources.map((source) => html`<li>${source}</li>`)}</ul>` : nothing}
      </section>
      <section class="card wide" aria-labelledby="dialogue-title">
        <h2 id="dialogue-title">How it goes${story.dialect ? ` with ${story.dialect.title}` : ""}</h2>
        ${ladder(imagined(story.dialogue), { client: "", server: story.dialect?.title || "" }, { timed: false })}
        <details>
          <summary>The scenario’s file</summary>
          <div class="code-box">${copy("the file", story.file)}<pre tabindex="0" aria-label="The scenario’s file">${story.file}</pre></div>
        </details>
      </section>
    </div>`;
}

const entered = (client) =>
  [client.host || client.listener, client.port, SECURITY[client.security], client.user ? `as ${client.user}` : "no login"].filter(Boolean).join(", ");

const RETRY = { never: "does not try again by itself", "after-change": "tries again once something was changed", later: "tries again later by itself", "at-once": "tries again at once" };

function expected(expect) {
  const duties = [expect.failsAt ? `is refused at ${expect.failsAt}` : null, expect.keepsMail ? "keeps the mail" : null, RETRY[expect.retry], expect.delivers === "once" ? "delivers it exactly once" : "delivers it at most once"];
  return capital(duties.filter(Boolean).join(", ")) + ".";
}
