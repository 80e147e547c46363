// Two soft notes before a call, made by the browser itself. Calls that come together sound one after another.

const NOTES = [659.26, 523.25]; // Hz: E5, C5
const NOTE_S = 0.45;
const CHIME_S = NOTES.length * NOTE_S + 0.35;
const MOST_WAITING = 3;
const LOUDNESS = 0.22;

let context = null;
let busyUntil = 0;

/** Begin to sound. Browsers allow it after a touch or a click only, or where their settings do. */
export function allow() {
  context = new AudioContext();
  return context.resume();
}

export const isAllowed = () => context !== null && context.state === "running";

/** Sound once, after the chimes that are still to be heard; of a whole crowd of calls only the first few. */
export function chime() {
  if (!isAllowed()) return;
  const now = context.currentTime;
  const start = Math.max(now, busyUntil);
  if (start - now > CHIME_S * (MOST_WAITING - 1)) return;
  busyUntil = start + CHIME_S;
  NOTES.forEach((pitch, place) => note(pitch, start + place * NOTE_S));
}

function note(pitch, start) {
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = pitch;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S + 0.3);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + NOTE_S + 0.3);
}
