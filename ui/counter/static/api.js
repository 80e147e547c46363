// The hub's interface, as the console uses it.

import { ask, withLanguage } from "./ask.js";
import { page } from "./words.js";

export { Refusal, leave, logIn, logOut, logOutElsewhere, session } from "./ask.js";

const path = `/v1/counters/${encodeURIComponent(page.counter)}`;

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

/** Give a number to somebody who can't use the kiosk; the same key twice gives it once. */
export const giveNumber = (wanted, key) => ask("POST", "/v1/tickets/by-hand", wanted, { headers: { "Idempotency-Key": key } });
export const ticketCodeAddress = (ticket) => `/v1/tickets/${ticket}/code.png`;
export const emergency = () => ask("POST", `${path}/emergency`, {});

export const notices = () => ask("GET", "/v1/notices").then((found) => found.notices);
export const noticeComing = (id) => ask("POST", `/v1/notices/${id}/coming`, {});
export const noticeDone = (id) => ask("POST", `/v1/notices/${id}/done`, {});

/** The dossiers in a state. */
export const dossiersIn = (state) => ask("GET", `/v1/dossiers?state=${state}`).then((found) => found.dossiers);
export const dossiersByReference = (reference) =>
  ask("GET", `/v1/dossiers?reference=${encodeURIComponent(reference)}`).then((found) => found.dossiers);
export const dossier = (id) => ask("GET", `/v1/dossiers/${id}`).then((found) => found.dossier);
export const decide = (id, decision) => ask("POST", `/v1/dossiers/${id}/decision`, decision).then((done) => done.dossier);
/** Erase what is personal in a dossier: for good. */
export const erase = (id, basis) => ask("POST", `/v1/dossiers/${id}/erase`, { basis });
export const noData = (id, paper, reason) =>
  ask("POST", `/v1/dossiers/${id}/papers/${paper}/no-data`, { reason }).then((done) => done.dossier);
/** Note a step of a dossier (`ready`, `handed-out`, `fee`, `portal-code`), or take one back. */
export const noteStep = (id, step, body = {}) => ask("POST", `/v1/dossiers/${id}/${step}`, body);
export const takeBack = (id, kind) => ask("POST", `/v1/dossiers/${id}/steps/${kind}/back`, {});
/** Make a form with what was typed; its PDF. */
export const typedForm = (form, typed) => ask("POST", form.url, typed, { read: (answer) => answer.blob() });
/** Why a picture could not be had: the id of the refusal, or an empty text. */
export const refusalOf = (address) => ask("GET", address).then(() => "", (error) => error.id ?? "");
export const receiptAddress = (dossier) => withLanguage(dossier.receipt_url);
