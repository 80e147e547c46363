// A stream of server-sent events that knows whether it is alive.
//
// EventSource hides heartbeats and can't say how old the last word is, so the stream is read by fetch: every
// byte counts as a sign of life, silence for longer than SILENCE_MS is a lost connection, and the way back
// asks for what was missed (Last-Event-ID).

const SILENCE_MS = 35000; // the hub's heart beats every 15 s
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 8000;

/**
 * Follow `address`. `onEvent({id, type, data})` is called for each event, `onState(state)` with "connecting",
 * "live" or "lost" when it changes, `onDenied()` when the hub wants a new log-in. `after`: number of the last
 * event that is known already.
 * Returns {heardAt(): ms since epoch of the last sign of life, or null; state(); stop()}.
 */
export function follow(address, { onEvent, onState, onDenied = () => {}, after = null }) {
  let lastId = after;
  let heard = null;
  let state = "connecting";
  let wait = FIRST_WAIT_MS;
  let stopped = false;
  let cut = null;

  const become = (next) => {
    if (state === next) return;
    state = next;
    onState(next);
  };

  async function once() {
    cut = new AbortController();
    let watch = null;
    const alive = () => {
      heard = Date.now();
      clearTimeout(watch);
      watch = setTimeout(() => cut.abort(), SILENCE_MS);
    };
    watch = setTimeout(() => cut.abort(), SILENCE_MS);
    try {
      const headers = { Accept: "text/event-stream" };
      if (lastId !== null) headers["Last-Event-ID"] = lastId;
      const answer = await fetch(address, { headers, cache: "no-store", signal: cut.signal });
      if (answer.status === 401 || answer.status === 403) {
        stopped = true;
        onDenied();
        return;
      }
      if (!answer.ok) return;
      alive();
      wait = FIRST_WAIT_MS;
      become("live");
      await read(answer.body, alive);
    } catch {
      // The line is cut: the loop below says so and tries again.
    } finally {
      clearTimeout(watch);
    }
  }

  async function read(body, alive) {
    const decoder = new TextDecoder();
    const reader = body.getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      alive();
      rest += decoder.decode(value, { stream: true }).replaceAll("\r\n", "\n");
      const blocks = rest.split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) take(block);
    }
  }

  function take(block) {
    const event = { id: null, type: "message", data: "" };
    const data = [];
    for (const line of block.split("\n")) {
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (name === "data") data.push(value);
      else if (name === "event") event.type = value;
      else if (name === "id") event.id = value;
    }
    if (event.id !== null) lastId = event.id;
    if (data.length === 0) return;
    event.data = JSON.parse(data.join("\n"));
    onEvent(event);
  }

  async function run() {
    while (!stopped) {
      await once();
      if (stopped) return;
      become("lost");
      await new Promise((done) => setTimeout(done, wait));
      wait = Math.min(LONGEST_WAIT_MS, wait * 2);
    }
  }

  run();
  return {
    heardAt: () => heard,
    state: () => state,
    stop: () => { stopped = true; cut?.abort(); },
  };
}
