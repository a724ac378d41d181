// Shows an anywidget in a page of Panel: the notebook's own module gets the model that it knows.
const SILENT_MS = 3000;
const STYLE = `
  .rb-host { max-width: 1280px; margin: 0 auto; padding: 12px 16px 110px; box-sizing: border-box; }
  .rb-notice { margin: 0 0 10px; padding: 10px 14px; border-radius: 8px; border: 1px solid #c98500;
    font: 14px/1.45 system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; overflow-wrap: anywhere;
    background: #fdf0d3; color: #5c3800; }
  .rb-notice[hidden] { display: none; }
  .rb-notice.rb-lost { border-color: #c4160c; background: #fdeae7; color: #8f110a; font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    .rb-notice { background: #3d2e0d; color: #f5c563; }
    .rb-notice.rb-lost { background: #491813; color: #ff9b8f; }
  }`;

class Model {
  constructor(page) {
    this.page = page;
    this.state = {};
    this.listeners = new Map();
  }
  get(name) {
    return this.state[name];
  }
  on(event, listener) {
    this.listeners.set(event, [...(this.listeners.get(event) ?? []), listener]);
  }
  off(event, listener) {
    this.listeners.set(event, (this.listeners.get(event) ?? []).filter((each) => each !== listener));
  }
  send(content) {
    this.page.send_msg({ method: "custom", content: JSON.stringify(content) });
  }
  emit(event, ...values) {
    for (const listener of this.listeners.get(event) ?? []) listener(...values);
  }
  take(batch) {
    const changed = JSON.parse(batch.state);
    Object.assign(this.state, changed);
    for (const name of Object.keys(changed)) this.emit(`change:${name}`);
    const buffers = batch.buffers.map((each) => new DataView(each));
    for (const { content, buffers: count } of JSON.parse(batch.messages)) {
      this.emit("msg:custom", content, buffers.splice(0, count));
    }
  }
}

function notice(kind, role) {
  const line = document.createElement("p");
  line.className = `rb-notice ${kind}`;
  line.setAttribute("role", role);
  line.hidden = true;
  return line;
}

function say(line, text) {
  if (line.textContent !== text) line.textContent = text;
  line.hidden = !text;
}

export function render({ model: page }) {
  const host = document.createElement("main");
  host.className = "rb-host";
  const style = document.createElement("style");
  style.textContent = STYLE;
  const lost = notice("rb-lost", "alert"), absent = notice("", "status");
  const widget = document.createElement("div");
  host.append(style, lost, absent, widget);

  const model = new Model(page);
  let heard = performance.now(), ended = false, cleanup = () => {};
  const url = URL.createObjectURL(new Blob([page.source], { type: "text/javascript" }));
  const module = import(url).then(({ default: found }) => found);
  let drawn = null;

  const told = (batch) => {
    heard = performance.now();
    model.take(batch);
    say(absent, model.get("status")?.notice ?? "");
    drawn ??= module.then((found) => {
      if (!ended) cleanup = found.render({ model, el: widget });
    });
    drawn.then(
      () => page.send_msg({ method: "taken" }),
      (error) => say(lost, `The console cannot be drawn (${error.message}). ${page.advice}`),
    );
  };
  page.on("msg:custom", told);
  const watch = setInterval(() => {
    const silent = (performance.now() - heard) / 1000;
    const text =
      `This page has heard nothing from its server for ${silent.toFixed(0)} s: what it shows is old. ${page.advice}`;
    say(lost, silent * 1000 > SILENT_MS ? text : "");
  }, 500);
  page.on("remove", () => {
    ended = true;
    clearInterval(watch);
    URL.revokeObjectURL(url);
    cleanup();
  });
  page.send_msg({ method: "open" });
  return host;
}
