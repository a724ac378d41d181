/** HALT: one press, two paths at once, and what is to be said of it afterwards. */

import { h, mark, say, show } from "../lib/dom";
import { time } from "../lib/format";
import { pageOf, places, post } from "../lib/jupyter";
import { Line } from "../lib/line";
import type { Commands } from "../lib/model";
import { themeNow } from "../lib/theme";
import { Dock } from "./dock";
import type { Halt, Status } from "./types";

const LATE_MS = 2000;
const OPERATOR = "rustybt.operator";
type Path = "server" | "kernel";

function remembered(): string {
  try {
    return localStorage.getItem(OPERATOR) ?? "";
  } catch {
    return "";
  }
}

function remember(operator: string): void {
  try {
    localStorage.setItem(OPERATOR, operator);
  } catch {
    // A page without storage: the name is asked for again.
  }
}

export class HaltControl {
  readonly button: HTMLButtonElement;
  readonly said = h("p", { class: "rb-said", role: "status", "aria-live": "assertive", "aria-atomic": "true" });
  readonly panel: HTMLFormElement;
  readonly buttons: HTMLElement;
  readonly operator: HTMLInputElement;
  private readonly reason: HTMLInputElement;
  private readonly why = h("p", { class: "rb-why" });
  private readonly note: HTMLButtonElement;
  private readonly answer = h("p", { class: "rb-answer", role: "status" });
  private readonly pause: HTMLButtonElement;
  private readonly by = places();
  private readonly line = new Line();
  private readonly dock: Dock;
  private readonly paths = h("p", { class: "rb-paths rb-soft" });
  private state = "";
  private pressed = 0;
  private away = false;
  private acknowledged: Partial<Record<Path, number>> = {};
  private stopped = false;
  private open = 0;
  private openAtPress = 0;

  constructor(
    private readonly commands: Commands,
    private readonly session: () => string,
  ) {
    this.button = h(
      "button",
      { type: "button", class: "rb-halt", click: (event) => this.press(event), title: "Stop new risk and cancel open orders" },
      h("span", { "aria-hidden": "true" }, "\u25a0 "),
      "HALT",
    );
    this.dock = new Dock(this.button, this.session, (event) => this.press(event));
    this.pause = h("button", { type: "button", class: "rb-quiet", click: () => this.run("pause") }, "Pause");
    const compare = h("button", { type: "button", class: "rb-quiet", click: () => this.run("reconcile") }, "Reconcile now");
    const page = pageOf();
    const link = page && h("a", { href: page, target: "_blank", rel: "noopener", class: "rb-link" }, "Halt page");
    this.buttons = h("div", { class: "rb-buttons" }, link, compare, this.pause, this.button);
    this.operator = h("input", { type: "text", name: "operator", autocomplete: "off", maxlength: 80, required: true });
    this.operator.value = remembered();
    this.reason = h("input", { type: "text", name: "reason", autocomplete: "off", maxlength: 400, required: true });
    this.note = h(
      "button",
      { type: "button", class: "rb-quiet", click: () => this.submit("note") },
      "Journal the reason",
    );
    this.panel = h(
      "form",
      { class: "rb-stopped", hidden: true, "aria-label": "Halt and resume", submit: (event) => this.enter(event), keydown: (event) => this.key(event) },
      this.why,
      h("label", {}, "Operator ", this.operator),
      h("label", { class: "rb-grow" }, "Reason ", this.reason),
      this.note,
      h("button", { type: "button", class: "rb-go", click: () => this.submit("resume") }, "Resume trading"),
      this.answer,
      this.paths,
    );
  }

  destroy(): void {
    this.line.close();
    this.dock.destroy();
  }

  draw(status: Status): void {
    const state = status.state ?? "NEW";
    const latched = Boolean(status.halt);
    if (state !== this.state && !this.said.dataset["tone"]) this.tell("", "");
    if (this.state === "HALTED" && state === "ARMED") this.forget();
    show(this.panel, latched || state === "PAUSED" || Object.keys(this.acknowledged).length > 0);
    show(this.note, latched);
    this.pause.disabled = state !== "ARMED";
    say(this.why, this.whyOf(status.halt, state));
    if (state === "HALTED" && this.pressed && !this.stopped) this.nowHalted(status);
    this.state = state;
    this.open = status.open_orders?.length ?? 0;
    this.dock.draw(status, themeNow());
  }

  stall(stalls: boolean): void {
    this.dock.stall(stalls);
  }

  /** The press: both paths leave before anything else happens. Timed from itself, not from when there was time for it. */
  private press(event: Event): void {
    this.pressed = event.timeStamp;
    this.away = this.dock.holds(event);
    this.acknowledged = {};
    this.stopped = this.state === "HALTED";
    this.openAtPress = this.open;
    const operator = this.operator.value.trim() || "console";
    const failed: string[] = [];
    const lost = (path: Path) => (error: unknown) => {
      failed.push(`${this.by[path]}: ${error instanceof Error ? error.message : String(error)}`);
      say(this.paths, `No answer by ${failed.join("; ")}`);
    };
    const body = { session: this.session(), operator, reason: "pressed in the console" };
    const served = this.served(body);
    try {
      this.commands.ask("halt", { operator }).then(() => this.acknowledge("kernel"), lost("kernel"));
    } catch (error) {
      lost("kernel")(error);
    }
    served.then((told) => {
      if (told) this.acknowledge("server");
    }, lost("server"));
    this.tell("halting", "Halting\u2026");
    const at = this.pressed;
    setTimeout(() => this.late(at), LATE_MS);
  }

  /** The server's answer by its line or by the POST, whichever is first; the POST says what is wrong. */
  private served(body: Record<string, string>): Promise<unknown> {
    const [line, posted] = [this.line.ask(body).then(() => true), post("halt", body)];
    return Promise.any([line, posted]).catch(() => posted);
  }

  private acknowledge(path: Path): void {
    const took = performance.now() - this.pressed;
    const first = Object.keys(this.acknowledged).length === 0;
    this.acknowledged[path] = took;
    mark(this.panel, path, took.toFixed(1));
    const times = Object.entries(this.acknowledged).map(([by, ms]) => `${this.by[by as Path]} ${ms.toFixed(0)} ms`);
    say(this.paths, `Latched by ${times.join(", ")}.`);
    if (!first) return;
    mark(this.panel, "pressed", (performance.timeOrigin + this.pressed).toFixed(3));
    mark(this.panel, "ack", took.toFixed(1));
    this.tell("latched", `HALT is latched after ${took.toFixed(0)} ms, by ${this.by[path]}: no order that adds risk leaves.`);
    show(this.panel, true);
    // Who pressed at the edge of the page stays there: the form is out of sight.
    if (!this.away) (this.operator.value ? this.reason : this.operator).focus({ preventScroll: true });
  }

  private nowHalted(status: Status): void {
    this.stopped = true;
    const took = performance.now() - this.pressed;
    mark(this.panel, "engine", took.toFixed(1));
    const open = status.open_orders?.length ?? 0;
    const were = this.openAtPress;
    const cancelled = were ? `all open orders (${were}) are cancelled` : "no order was open";
    const left = open ? `${open} open orders are being cancelled` : cancelled;
    this.tell("latched", `HALTED after ${took.toFixed(0)} ms: the engine takes no new risk, ${left}.`);
  }

  private late(at: number): void {
    if (at !== this.pressed || Object.keys(this.acknowledged).length) return;
    this.tell(
      "late",
      `No answer to HALT yet. Press again, open the halt page, or run: rustybt live halt ${this.session()}`,
    );
  }

  private tell(tone: string, text: string): void {
    mark(this.said, "tone", tone);
    say(this.said, text);
    this.dock.tell(tone ? text : "");
  }

  private forget(): void {
    this.pressed = 0;
    this.acknowledged = {};
    this.reason.value = "";
    for (const name of ["pressed", "ack", "server", "kernel", "engine"]) delete this.panel.dataset[name];
    say(this.paths, "");
    this.tell("", "Trading again.");
    // Somebody else may have resumed: who types elsewhere shall not find HALT under the keys.
    if (this.panel.contains(document.activeElement)) this.button.focus({ preventScroll: true });
  }

  private whyOf(halt: Halt | null | undefined, state: string): string {
    if (halt) return `Halted by ${halt.operator}, ${time(halt.time_ns)} UTC: ${halt.reason}`;
    return state === "PAUSED" ? "Paused: no new risk is taken, open orders stay." : "The latch is set.";
  }

  /** Enter writes the reason down; trading is resumed by its own button alone. */
  private enter(event: Event): void {
    event.preventDefault();
    if (!this.note.hidden) this.submit("note");
  }

  private key(event: Event): void {
    // JupyterLab keeps Enter from the form.
    if ((event as KeyboardEvent).key === "Enter" && (event.target as HTMLElement).tagName === "INPUT") this.enter(event);
  }

  private submit(kind: string): void {
    if (!this.panel.reportValidity()) return;
    const operator = this.operator.value.trim();
    remember(operator);
    this.run(kind, { operator, reason: this.reason.value.trim() });
  }

  private run(kind: string, values: Record<string, string> = {}): void {
    const done: Record<string, string> = { note: "The reason is in the journal.", reconcile: "Reconciled." };
    say(this.answer, "");
    this.commands.ask(kind, values).then(
      () => this.answered(done[kind] ?? "", kind),
      (error: Error) => this.answered(error.message, kind, "bad"),
    );
  }

  private answered(text: string, kind: string, tone = ""): void {
    mark(this.answer, "tone", tone);
    say(this.answer, text);
    if (this.panel.hidden && (tone || kind === "reconcile")) this.tell(tone ? "late" : "", text);
  }
}
