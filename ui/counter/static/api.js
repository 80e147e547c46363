// The hub's interface, as the console uses it.

import { DossierState } from "./contract.js";
import { page } from "./words.js";

/** The hub said no. `id` is its stable name of the trouble, `network` when it did not answer. */
export class Refusal extends Error {
  constructor(id, status) {
    super(id);
    this.id = id;
    this.status = status;
  }
}

let departures = 0;

/** The clerk leaves: whatever was asked until now is refused as `logged_off`, whatever the hub answers. */
export const leave = () => { departures += 1; };

const withLanguage = (path) => `${path}${path.includes("?") ? "&" : "?"}lang=${page.lang}`;

async function ask(method, path, body, read = (answer) => answer.json()) {
  const before = departures;
  const options = { method, cache: "no-store", credentials: "same-origin", headers: {} };
  if (method !== "GET") options.headers["X-Motcua"] = "1";
  if (body !== undefined) {
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer;
  try {
    answer = await fetch(withLanguage(path), options);
  } catch {
    throw new Refusal(before === departures ? "network" : "logged_off", 0);
  }
  let said = null;
  if (!answer.ok) said = await answer.json().catch(() => ({}));
  else if (answer.status !== 204) said = await read(answer);
  if (before !== departures) throw new Refusal("logged_off", 0);
  if (answer.ok) return said;
  throw new Refusal(said.id ?? `http_${answer.status}`, answer.status);
}

const path = `/v1/counters/${encodeURIComponent(page.counter)}`;

export const session = () => ask("GET", "/v1/session");
export const logIn = (officer, code) => ask("POST", "/v1/session", { officer, code });
export const logOut = () => ask("DELETE", "/v1/session");

export const queue = () => ask("GET", "/v1/queue");
export const counter = () => ask("GET", path);
export const call = (ticket) => ask("POST", `${path}/call`, ticket ? { ticket } : {});
export const act = (what) => ask("POST", `${path}/${what}`, {});
export const finishAndCall = () => ask("POST", `${path}/next`, {});
export const undo = () => ask("POST", `${path}/undo`, {});
export const transfer = (field, counter, back) => ask("POST", `${path}/transfer`, { field, counter, back });
export const changeCounter = (state, reason = "") => ask("POST", `${path}/state`, { state, reason });
export const counters = () => ask("GET", "/v1/counters");
export const resume = (ticket) => ask("POST", `/v1/tickets/${ticket}/resume`, {});

export const notices = () => ask("GET", "/v1/notices").then((found) => found.notices);
export const noticeComing = (id) => ask("POST", `/v1/notices/${id}/coming`, {});
export const noticeDone = (id) => ask("POST", `/v1/notices/${id}/done`, {});

export const dossiersWaiting = () => ask("GET", `/v1/dossiers?state=${DossierState.WAITING_CHECK}`).then((found) => found.dossiers);
export const dossiersByReference = (reference) =>
  ask("GET", `/v1/dossiers?reference=${encodeURIComponent(reference)}`).then((found) => found.dossiers);
export const dossier = (id) => ask("GET", `/v1/dossiers/${id}`).then((found) => found.dossier);
export const decide = (id, decision) => ask("POST", `/v1/dossiers/${id}/decision`, decision).then((done) => done.dossier);
export const noData = (id, paper, reason) =>
  ask("POST", `/v1/dossiers/${id}/papers/${paper}/no-data`, { reason }).then((done) => done.dossier);
/** Make a form with what was typed; its PDF. */
export const typedForm = (form, typed) => ask("POST", form.url, typed, (answer) => answer.blob());
/** Why a picture could not be had: the id of the refusal, or an empty text. */
export const refusalOf = (address) => ask("GET", address).then(() => "", (error) => error.id ?? "");
export const receiptAddress = (dossier) => withLanguage(dossier.receipt_url);
