// How a kiosk is, in lines of words: what it reported last, and what of it somebody must see to.

import { make } from "./dom.js";
import { t } from "./words.js";

const LATE_S = 600;
const CLOCK_S = 60;
const DISK_MB = 500;
const SECONDS_UNTIL_S = 90; // longer times are told in minutes

/** When the kiosk was last heard. */
export function heard({ heard_at: heardAt }, now) {
  if (heardAt === null) return t("never");
  const ago = Math.max(0, Math.round((Date.parse(now) - Date.parse(heardAt)) / 1000));
  return t("heard", { ago: ago < SECONDS_UNTIL_S ? t("seconds", { n: ago }) : t("minutes_ago", { n: Math.round(ago / 60) }) });
}

const minutes = (seconds) => (seconds < SECONDS_UNTIL_S ? t("for_seconds", { n: seconds }) : t("for_minutes", { n: Math.round(seconds / 60) }));

/** What waits for the hub; null where nothing does. */
export const waits = (said) => (said.waiting === 0 ? null : {
  bad: said.oldest_s !== null && said.oldest_s > LATE_S,
  words: t("waits", { n: said.waiting, age: minutes(said.oldest_s ?? 0) }),
});

/** Gigabytes with one decimal, written as the page's language writes numbers. */
const gigabytes = (mb) => (mb / 1000).toLocaleString(document.documentElement.lang === "vi" ? "vi-VN" : "en-US", {
  minimumFractionDigits: 1, maximumFractionDigits: 1,
});

/** The room on its disk. */
export const disk = (said) => ({
  bad: said.disk_free_mb < DISK_MB, words: t("disk", { gb: gigabytes(said.disk_free_mb) }),
});

/** Its clock, where it is not the hub's. */
export const clockOff = (said) => (Math.abs(said.clock_offset_s) <= CLOCK_S ? null : {
  bad: true, words: t("clock_off", { n: Math.round(said.clock_offset_s) }),
});

/** A device: its state in plain words, and what to do. */
const device = (one) => ({
  bad: one.fault !== null, words: `${one.name}: ${one.what || t(one.condition)}${one.text ? `. ${one.text}` : ""}`,
});

/** Its devices, those with a trouble first. */
export const devices = (said) => said.devices.map(device).sort((one, other) => other.bad - one.bad);

/** One line of a list. */
export const line = ({ bad, words }) => make("li", { class: bad ? "bad" : null }, words);
