// Charts of bars as SVG: each bar with its value, each with its name below (or beside, where names are long).

const SPACE = "http://www.w3.org/2000/svg";
const HIGH = 150, ABOVE = 20, BELOW = 24, WIDE = 900;
const ROW = 26, NAMES = 250, VALUES = 50;

const element = (name, facts, text = "") => {
  const made = document.createElementNS(SPACE, name);
  for (const [fact, value] of Object.entries(facts)) made.setAttribute(fact, value);
  made.textContent = text;
  return made;
};

function picture(width, height, said, parts) {
  const made = element("svg", { class: "chart", viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": said });
  made.append(...parts);
  return made;
}

const spoken = (bars) => bars.map(({ name, value }) => `${name}: ${value ?? "–"}`).join(", ");
const highest = (bars) => Math.max(1, ...bars.map(({ value }) => value ?? 0));

/** Bars side by side, for days and hours: `bars` are `{name, value}`. */
export function columns(bars) {
  const step = WIDE / Math.max(1, bars.length), most = highest(bars);
  const every = Math.ceil(bars.length / 16); // names that fit side by side
  return picture(WIDE, ABOVE + HIGH + BELOW, spoken(bars), bars.flatMap(({ name, value }, index) => {
    const high = (HIGH * (value ?? 0)) / most, middle = index * step + step / 2, wide = Math.min(90, step * 0.8);
    return [
      element("rect", { x: middle - wide / 2, y: ABOVE + HIGH - high, width: wide, height: high }),
      element("text", { x: middle, y: ABOVE + HIGH - high - 5, "text-anchor": "middle" }, value ? String(value) : ""),
      index % every === 0 ? element("text", { x: middle, y: ABOVE + HIGH + 17, "text-anchor": "middle" }, name) : "",
    ];
  }));
}

/** Bars one below the other, for fields and officers, whose names are long. */
export function rows(bars) {
  const most = highest(bars);
  return picture(WIDE, Math.max(1, bars.length) * ROW, spoken(bars), bars.flatMap(({ name, value }, index) => {
    const wide = ((WIDE - NAMES - VALUES) * (value ?? 0)) / most, y = index * ROW;
    return [
      element("text", { x: NAMES - 10, y: y + 18, "text-anchor": "end" }, name.length > 34 ? `${name.slice(0, 33)}…` : name),
      element("rect", { x: NAMES, y: y + 4, width: wide, height: ROW - 8 }),
      element("text", { x: NAMES + wide + 6, y: y + 18 }, value === null ? "–" : String(value)),
    ];
  }));
}
