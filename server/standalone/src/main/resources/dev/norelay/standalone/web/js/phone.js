// How a phone, or a mail program on this machine, gets to norelay.

import { html, nothing } from "../vendor/lit-html/lit-html.js";
import { SECURITY } from "./format.js";
import { copy, tabs } from "./parts.js";
import { state } from "./store.js";

const ui = { device: "ios" };
const DEVICES = { ios: "iPhone, iPad", android: "Android", thunderbird: "Thunderbird" };

export function phoneView(redraw) {
  const { about } = state;
  const choose = (device) => {
    ui.device = device;
    redraw();
  };
  return html`<div class="phone">
    <h1 tabindex="-1">Phone</h1>
    <div class="halves">
      <section class="card" aria-labelledby="open-title">
        <h2 id="open-title">1. Open this page on it</h2>
        ${about.lan ? code(about) : alone()}
      </section>
      <section class="card" aria-labelledby="steps-title">
        <h2 id="steps-title">${about.lan ? "2. Set it up" : "Set up a mail program"}</h2>
        ${tabs("Device", DEVICES, ui.device, choose)}
        <div id="panel" role="tabpanel" aria-labelledby="tab-${ui.device}" tabindex="0" class="panel steps">${STEPS[ui.device](state.story.settings)}</div>
      </section>
    </div>
  </div>`;
}

const code = (about) =>
  html`<p>Point the phone’s camera at this. The phone has to be in the same network as this machine.</p>
    <img class="qr" src="/api/v1/address.svg" alt="QR code of the address below" width="240" height="240" />
    <p class="address"><code>${about.pageAddress}</code>${copy("the address", about.pageAddress)}</p>
    ${about.tokenRequired ? html`<p class="quiet">Whoever has this address can drive norelay: it holds the token.</p>` : nothing}`;

const alone = () =>
  html`<p>Only this machine can connect now. For a phone in the same network, start norelay so:</p>
    <div class="code-box">${copy("the command", "norelay run --lan")}<pre>norelay run --lan</pre></div>
    <p class="quiet">Then a QR code stands here. Everyone else in the network can connect as well; mail that is taken goes nowhere.</p>`;

const table = (settings) =>
  html`<dl class="fields">
    ${settings.fields.map(({ name, value, blank }) => html`<div><dt>${name}</dt><dd>${blank ? html`<i>leave blank</i>` : html`<code>${value}</code>${copy(name, value)}`}</dd></div>`)}
  </dl>`;

const link = (ending, text, name) => html`<a class="button" href="/api/v1/ca.${ending}" download=${name ?? nothing}>${text}</a>`;

const WARNING = html`<p class="quiet">norelay makes this certificate, and its key lies on the machine that runs it. Take it off the device when you are done; <code>--ca-dir</code> keeps it from run to run.</p>`;

const STEPS = {
  ios: (settings) => html`<h3>Trust the certificate</h3>
    <ol>
      <li>In Safari: ${link("mobileconfig", "Get the profile")} and allow it.</li>
      <li>Settings › Profile Downloaded › Install.</li>
      <li>Settings › General › About › Certificate Trust Settings: switch on <b>norelay</b>.</li>
    </ol>
    ${WARNING}
    <h3>Add the outgoing server</h3>
    <ol>
      <li>Settings › Apps › Mail › Mail Accounts (before iOS 18: Settings › Mail › Accounts): choose an account.</li>
      <li>Account › SMTP, under Outgoing Mail Server › Add Server…</li>
      <li>Type what is below. Then open the server again, for its port${settings.security === "none" ? ", and switch Use SSL off" : " and Use SSL"}.</li>
      <li>Switch the account’s other outgoing servers off, or Mail tries them when this one refuses.</li>
    </ol>
    ${table(settings)}`,
  android: (settings) => html`<h3>Trust the certificate</h3>
    <ol>
      <li>${link("der", "Get the certificate", "norelay-ca.crt")}</li>
      <li>Settings › Security and privacy › More › Encryption and credentials › Install a certificate › CA certificate. Names differ from maker to maker; the search of Settings finds “CA certificate”.</li>
      <li>Many apps trust only what came with Android: they ask, or fail as with any unknown issuer.</li>
    </ol>
    ${WARNING}
    <h3>Add the outgoing server</h3>
    <ol>
      <li>Thunderbird or K-9: Settings › the account › Sending mail › Outgoing server.</li>
      <li>Gmail: Settings › the account (not one of Google) › Outgoing settings.</li>
      <li>Type what is below; security is <b>${SECURITY[settings.security]}</b>${settings.user ? nothing : html`, and “Require sign-in” is off`}.</li>
    </ol>
    ${table(settings)}`,
  thunderbird: (settings) => html`<h3>Trust the certificate</h3>
    <ol>
      <li>${link("pem", "Get the certificate", "norelay-ca.pem")}</li>
      <li>Settings › Privacy & Security › Certificates › Manage Certificates… › Authorities › Import…, and tick “Trust this CA to identify websites”.</li>
    </ol>
    ${WARNING}
    <h3>Add the outgoing server</h3>
    <ol>
      <li>Account Settings › Outgoing Server (SMTP) › Add…</li>
      <li>Type what is below: connection security <b>${{ none: "None", starttls: "STARTTLS", tls: "SSL/TLS" }[settings.security]}</b>, authentication method <b>${settings.user ? "Normal password" : "No authentication"}</b>.</li>
      <li>Account Settings › the account: choose this server as its outgoing server.</li>
    </ol>
    ${table(settings)}`,
};
