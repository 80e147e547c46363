// The right side while there is no dossier to show: those that wait for a check, and a search by reference.

import { DossierState, Permission } from "./contract.js";
import { find, icon, make, refill } from "./dom.js";
import { clock, day, page, t } from "./words.js";

const link = (id, address) => make(
  "a", { class: "button slim", id, "data-key": id, href: address, target: "_blank", rel: "noopener" }, icon("paper"), t(id),
);

/** The other pages that this account opens. */
const links = (may) => [
  link("account", `/counter/account?lang=${page.lang}`),
  may.has(Permission.RECEIVE) ? link("register", "/v1/register") : null,
  may.has(Permission.SERVE) ? link("appointments", `/counter/appointments?lang=${page.lang}`) : null,
  may.has(Permission.FIGURES) ? link("ratings", `/counter/ratings?lang=${page.lang}`) : null,
  may.has(Permission.FIGURES) ? link("cash", `/counter/cash?lang=${page.lang}`) : null,
  may.has(Permission.FIGURES) ? link("figures", `/counter/figures?lang=${page.lang}`) : null,
  may.has(Permission.FIGURES) ? link("reconciliation", `/counter/reconciliation?lang=${page.lang}`) : null,
  may.has(Permission.SUPERVISE) ? link("handover", `/counter/handover?lang=${page.lang}`) : null,
  may.has(Permission.FIGURES) ? link("report", `/counter/report?lang=${page.lang}`) : null,
  may.has(Permission.ADMINISTER) ? link("officers", `/counter/officers?lang=${page.lang}`) : null,
  may.has(Permission.ADMINISTER) ? link("kiosks", `/counter/kiosks?lang=${page.lang}`) : null,
];

/** The lists there are, each with its heading and what is said where it is empty. */
const LISTS = [
  [DossierState.WAITING_CHECK, "dossiers_waiting", "dossiers_none"],
  [DossierState.ACCEPTED, "dossiers_accepted", "dossiers_accepted_none"],
  [DossierState.DONE, "dossiers_ready", "dossiers_ready_none"],
];

const tabs = (listed, choose) => make("div", { class: "quick", role: "group" }, LISTS.map(([which, heading]) => make(
  "button", {
    class: "button slim", type: "button", "data-key": `list-${which}`, "aria-pressed": String(which === listed),
    onclick: () => choose(which),
  }, t(heading))));

export function drawList(panel, { counter, listed, waiting }, { open, find: search, may, choose }) {
  const [, heading, none] = LISTS.find(([which]) => which === listed);
  const typed = find("#find-reference", panel)?.value ?? "";
  delete panel.dataset.drawn;
  refill(
    panel,
    counter.current ? nothingHere() : null,
    may.has(Permission.RECEIVE) ? openHere() : null,
    make("article", { class: "card" },
      may.has(Permission.RECEIVE) ? tabs(listed, choose) : null,
      make("h2", {}, t(heading), " ", make("b", { class: "chip" }, String(waiting.length))),
      searchForm(typed, search),
      waiting.length === 0
        ? make("p", { class: "muted" }, t(none))
        : make("ul", { class: "dossiers" }, waiting.map((dossier) => dossierRow(dossier, open))),
      make("div", { class: "others" }, links(may))),
  );
}

const nothingHere = () => make(
  "div", { class: "note" }, icon("paper"),
  make("div", {}, make("b", {}, t("no_dossier")), make("p", {}, t("no_dossier_hint"))),
);

const openHere = () => make("a", {
  class: "button", id: "open-here", "data-key": "open-here", href: `/counter/${encodeURIComponent(page.counter)}/opening?lang=${page.lang}`,
}, icon("plus"), t("open_here"), " ", make("kbd", {}, "W"));

function searchForm(typed, search) {
  const field = make("input", { id: "find-reference", "data-key": "find", autocomplete: "off", maxlength: 40 });
  field.value = typed;
  const answer = make("p", { class: "muted", role: "status" });
  const submit = async (event) => {
    event.preventDefault();
    answer.textContent = "";
    const reference = field.value.trim().toUpperCase();
    if (reference && !(await search(reference))) answer.textContent = t("find_none");
  };
  return make(
    "form", { class: "find", onsubmit: submit },
    make("label", {}, t("find"), field),
    make("button", { class: "button", type: "submit" }, t("find_go")),
    answer,
  );
}

const SOON_MINUTES = 120;

/** How urgent an answer is: over, within two office hours, or not yet. */
const toneOf = ({ over, left_minutes: left }) => (over ? "bad" : left < SOON_MINUTES ? "wait" : "");

const dossierRow = (dossier, open) => make(
  "li", {},
  make("button", { type: "button", class: "row", "data-key": dossier.id, onclick: () => open(dossier.id) },
    icon("paper"),
    make("span", { class: "grow" },
      make("b", {}, dossier.procedure_name),
      make("small", {}, `${dossier.reference} · ${clock(dossier.since)}, ${day(dossier.since)}`)),
    dossier.clock ? make("span", { class: `chip ${toneOf(dossier.clock)}` }, dossier.clock.text) : null,
    icon("next")),
);
