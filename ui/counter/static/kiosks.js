// The kiosks of the centre: who is paired, how they are, one-time codes.

import { ask, logOut, session } from "./ask.js";
import { icon, make, refill, show, write } from "./dom.js";
import { refused, saying, tell } from "./told.js";
import { day, has, page, t } from "./words.js";

const SILENT_S = 120;
const LATE_S = 600;
const CLOCK_S = 60;
const DISK_MB = 500;
const LOOK_EVERY_MS = 15000;
const at = (id) => document.getElementById(id);
const chip = (word, tone = "") => make("span", { class: `chip ${tone}` }, word);

const button = (id, name, word, label, act) => make(
  "button", { class: "button slim", type: "button", "data-key": id, "aria-label": label, onclick: act }, icon(name), word,
);

function heard(one, now) {
  if (one.heard_at === null) return t("never");
  const ago = Math.max(0, Math.round((Date.parse(now) - Date.parse(one.heard_at)) / 1000));
  return t("heard", { ago: ago < 90 ? t("seconds", { n: ago }) : t("minutes", { n: Math.round(ago / 60) }) });
}

const isSilent = (one, now) => one.heard_at === null || Date.parse(now) - Date.parse(one.heard_at) > SILENT_S * 1000;

const minutes = (seconds) => (seconds < 90 ? t("for_seconds", { n: seconds }) : t("for_minutes", { n: Math.round(seconds / 60) }));

/** What the kiosk reported last, a line each; what somebody must see to is marked. */
function reported(said) {
  const late = said.oldest_s !== null && said.oldest_s > LATE_S;
  const waiting = said.waiting === 0 ? t("nothing_waits") : t("waits", { n: said.waiting, age: minutes(said.oldest_s ?? 0) });
  const off = Math.abs(said.clock_offset_s) > CLOCK_S;
  const low = said.disk_free_mb < DISK_MB;
  return [
    make("li", {}, t("version", said)),
    make("li", { class: late ? "bad" : "" }, waiting),
    make("li", { class: low ? "bad" : "" }, t("disk", { gb: (said.disk_free_mb / 1000).toFixed(1) })),
    make("li", { class: off ? "bad" : "" }, off ? t("clock_off", { n: Math.round(said.clock_offset_s) }) : t("clock_well")),
    ...said.devices.map((device) => make("li", { class: device.fault ? "bad" : "" },
      `${has(device.slot) ? t(device.slot) : device.slot}: ${t(device.condition)}${device.text ? `. ${device.text}` : ""}`)),
  ];
}

function row(one, now) {
  const [first, last] = one.numbers;
  const lives = one.ended_at === null;
  return make("li", { class: lives ? "card" : "card closed" },
    make("div", { class: "grow" },
      make("h2", {}, one.kiosk),
      make("p", { class: "chips" }, chip(t(one.state), one.state === "valid" ? "" : "bad"),
        one.state === "valid" && isSilent(one, now) ? chip(t("silent"), "bad") : null),
      make("ul", { class: "days" },
        make("li", {}, t("numbers", { first, last })),
        make("li", {}, t("paired", { day: day(one.paired_at), by: one.paired_by })),
        make("li", {}, lives ? heard(one, now) : t("ended", { day: day(one.ended_at) })),
        one.said ? reported(one.said) : null)),
    make("div", { class: "row-buttons" }, lives ? [
      button(`again-${one.id}`, "key", t("again"), t("again_of", one), () => openCode(one)),
      button(`end-${one.id}`, "cross", t("end"), t("end_of", one), () => openEnd(one)),
    ] : []));
}

async function look(sentence = "") {
  try {
    const { kiosks, now } = await ask("GET", "/v1/pairings");
    const living = (one) => (one.ended_at === null ? 0 : 1);
    const sorted = [...kiosks].sort((a, b) => living(a) - living(b));
    refill(at("kiosks"), sorted.map((one) => row(one, now)));
    tell(sentence || (kiosks.length === 0 ? t("none") : ""));
  } catch (error) {
    refused(error, (reason) => tell(reason, true));
  }
}

// A code.

let again = null; // the kiosk that is paired once more; null: a new one

function openCode(one) {
  again = one;
  write(at("code-title"), one ? t("code_again", one) : t("code_title"));
  write(at("code-what"), one ? `${t("code_what")} ${t("code_ends", one)}` : t("code_what"));
  show(at("made-code"), false);
  show(at("code-make"), true);
  saying("code-problem")("");
  at("code").showModal();
}

at("code-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const { code, kiosk, numbers } = await ask("POST", "/v1/pairing-codes", again ? { kiosk: again.kiosk } : {});
    write(at("code-what"), t("code_made", { kiosk, first: numbers[0], last: numbers[1] }));
    write(at("made-code"), code);
    show(at("made-code"), true);
    show(at("code-make"), false);
    at("code-close").focus();
  } catch (error) {
    refused(error, saying("code-problem"));
  }
});
at("code").addEventListener("close", () => { write(at("made-code"), ""); look(); });

// An end.

let ending = null;

function openEnd(one) {
  ending = one;
  write(at("end-title"), t("end_title", one));
  saying("end-problem")("");
  at("end").showModal();
}

at("end-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    await ask("DELETE", `/v1/pairings/${ending.id}`);
    at("end").close();
    await look(t("done", ending));
  } catch (error) {
    refused(error, saying("end-problem"));
  }
});

at("add").addEventListener("click", () => openCode(null));
at("code-close").addEventListener("click", () => at("code").close());
at("end-close").addEventListener("click", () => at("end").close());
at("leave").addEventListener("click", () => logOut().catch(() => null).then(() => location.assign(`/counter?lang=${page.lang}`)));

session().then(({ name }) => write(at("me"), name), () => null);
look();
setInterval(() => { if (!document.hidden) look(); }, LOOK_EVERY_MS);
