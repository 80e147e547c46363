// Asks the hub; its refusals are errors with the stable name of the trouble.

import { page } from "./words.js";

/** The hub said no. `id` is its stable name of the trouble, `network` when it did not answer; `text`: in words. */
export class Refusal extends Error {
  constructor(id, status, text = "") {
    super(id);
    this.id = id;
    this.status = status;
    this.text = text;
  }
}

let departures = 0;

/** The clerk leaves: whatever was asked until now is refused as `logged_off`, whatever the hub answers. */
export const leave = () => { departures += 1; };

export const withLanguage = (path) => `${path}${path.includes("?") ? "&" : "?"}lang=${page.lang}`;

/** Ask; `body` goes as JSON, a picture as it is, `headers` besides ours; `read` takes what is wanted from the answer. */
export async function ask(method, path, body, { read = (answer) => answer.json(), headers = {} } = {}) {
  const before = departures;
  const options = { method, cache: "no-store", credentials: "same-origin", headers: { ...headers } };
  if (method !== "GET") options.headers["X-Motcua"] = "1";
  if (body instanceof Blob) options.body = body;
  else if (body !== undefined) {
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
  throw new Refusal(said.id ?? `http_${answer.status}`, answer.status, said.text ?? "");
}

export const session = () => ask("GET", "/v1/session");
export const logIn = (officer, code) => ask("POST", "/v1/session", { officer, code });
export const logOut = () => ask("DELETE", "/v1/session");
export const logOutElsewhere = () => ask("DELETE", "/v1/session/others");
