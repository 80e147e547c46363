// What kiosks and counters tell the staff: a citizen asks for help, a printer is empty, an emergency at a counter.

import * as api from "./api.js";
import { NoticeKind } from "./contract.js";
import { icon, make } from "./dom.js";
import { clock, page, t } from "./words.js";

const COUNTER = "QUAY"; // what stands before the number of a counter that calls
const CALLS = new Set([NoticeKind.CALL_STAFF, NoticeKind.EMERGENCY]);

const placeOf = ({ kind, kiosk }) =>
  (kind === NoticeKind.EMERGENCY ? t("at_counter", { n: kiosk.slice(COUNTER.length) }) : kiosk);

/** Emergencies first, then in their order. */
export const urgentFirst = (notices) =>
  [...notices].sort((one, other) => (other.kind === NoticeKind.EMERGENCY) - (one.kind === NoticeKind.EMERGENCY));

/** An emergency that this counter has called: what stands here must tell nothing to who looks over the desk. */
const isOwn = ({ kind, kiosk }) => kind === NoticeKind.EMERGENCY && kiosk === `${COUNTER}${page.counter}`;

const ownRow = (notice, perform) => make(
  "li", {}, icon("check"),
  make("span", { class: "grow" }, t("request_sent"), notice.coming ? make("b", {}, ` · ${t("coming")}`) : null),
  doneButton(notice, perform),
);

const doneButton = (notice, perform) => make("button", {
  class: "button slim", type: "button", "data-key": notice.id,
  onclick: () => perform(`done ${notice.id}`, () => api.noticeDone(notice.id)),
}, icon("check"), t("done"));

/** One notice; `perform(name, act)` does what its buttons ask. */
export const noticeRow = (notice, perform) => (isOwn(notice) ? ownRow : anyRow)(notice, perform);

const anyRow = (notice, perform) => make(
  "li", { class: notice.kind === NoticeKind.EMERGENCY ? "emergency" : "" },
  icon(notice.kind === NoticeKind.CALL_STAFF ? "bell" : "alert"),
  make("span", { class: "grow" },
    make("b", {}, `${placeOf(notice)} · ${clock(notice.at)} `), notice.text, notice.detail ? ` ${notice.detail}` : "",
    notice.coming ? make("b", {}, ` · ${t("coming")}`) : null),
  CALLS.has(notice.kind) && !notice.coming
    ? make("button", {
      class: "button slim", type: "button", "data-key": `come-${notice.id}`,
      onclick: () => perform(`come ${notice.id}`, () => api.noticeComing(notice.id)),
    }, icon("person"), t("come"))
    : null,
  doneButton(notice, perform),
);

const SECOND_MS = 2000;
let firstAt = 0;

/** Say if this press of the emergency key is the second within two seconds: one alone may be a slip. */
export function isSecondPress() {
  const now = Date.now();
  const second = now - firstAt < SECOND_MS;
  firstAt = second ? 0 : now;
  return second;
}
