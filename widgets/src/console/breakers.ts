/** Each breaker's level against its limit, its latch, and its reset. */

import { h, mark, say, section, show } from "../lib/dom";
import { money, percent, plain, words } from "../lib/format";
import type { Commands } from "../lib/model";
import type { Breaker, Status } from "./types";

const NEAR = 0.7;

function figure(value: string | null, unit: string): string {
  if (unit === "fraction") return percent(value, 2);
  return unit === "money" ? money(value) : plain(value);
}

class Row {
  readonly element: HTMLElement;
  private readonly fill = h("div", { class: "rb-fill" });
  private readonly meter: HTMLElement;
  private readonly level = h("span", { class: "rb-level" });
  private readonly state = h("span", { class: "rb-chip" });
  private readonly reason = h("p", { class: "rb-soft" });
  private readonly reset: HTMLButtonElement;

  constructor(name: string, ask: (name: string) => void) {
    this.meter = h("div", { class: "rb-meter", role: "meter", "aria-label": words(name) }, this.fill);
    this.reset = h("button", { type: "button", class: "rb-quiet rb-small", click: () => ask(name) }, "Reset\u2026");
    this.reset.setAttribute("aria-label", `Reset ${words(name)}`);
    const line = h("div", { class: "rb-line" }, h("strong", {}, words(name)), this.level, this.state, this.reset);
    this.element = h("li", {}, line, this.meter, this.reason);
  }

  focus(): void {
    this.reset.focus();
  }

  draw(breaker: Breaker): void {
    const normal = breaker.state.toUpperCase() === "NORMAL";
    const [level, limit] = [Number(breaker.level ?? 0), Number(breaker.limit)];
    const share = limit > 0 ? Math.min(Math.max(level / limit, 0), 1) : Number(!normal);
    const onOff = breaker.unit === "halt";
    const least = breaker.kind.includes("alignment");
    const known = breaker.level !== null && breaker.level !== "None";
    const near = normal && known && !onOff && (least ? level < limit + (1 - limit) / 4 : share >= NEAR);
    const bound = figure(breaker.limit, breaker.unit);
    const reached = known ? figure(breaker.level, breaker.unit) : "not known yet";
    const measured = Number.isFinite(limit) ? `${reached}, ${least ? "at least" : "limit"} ${bound}` : "its level is not journalled";
    const told = onOff ? (normal ? "not pressed" : "pressed") : measured;
    say(this.level, told);
    this.fill.style.width = `${((normal ? (least ? level : share) : 1) * 100).toFixed(1)}%`;
    mark(this.meter, "tone", normal ? (near ? "warn" : "good") : "bad");
    show(this.meter, (known && !onOff) || !normal);
    for (const [name, value] of [["min", 0], ["max", limit || 1], ["now", Math.min(level, limit || 1)]] as const) {
      this.meter.setAttribute(`aria-value${name}`, String(value));
    }
    this.meter.setAttribute("aria-valuetext", told);
    say(this.state, normal ? (near ? "\u25b2 near" : "\u2713 normal") : `\u25a0 ${words(breaker.state)}`);
    mark(this.state, "tone", normal ? (near ? "warn" : "good") : "bad");
    const reason = (breaker.reason ?? "").replace(/^\w+Error: /, "");
    say(this.reason, reason);
    show(this.reason, Boolean(reason));
    show(this.reset, !normal);
  }
}

export class Breakers {
  readonly element: HTMLElement;
  private readonly rows = new Map<string, Row>();
  private readonly list = h("ul", { class: "rb-breakers" });
  private readonly empty = h("p", { class: "rb-empty" }, "No breaker watches this session.");
  private readonly form: HTMLFormElement;
  private readonly title = h("p", { class: "rb-why" });
  private readonly operator = h("input", { type: "text", required: true, maxlength: 80, autocomplete: "off" });
  private readonly reason = h("input", { type: "text", required: true, maxlength: 400, autocomplete: "off" });
  private readonly answer = h("p", { class: "rb-answer", role: "status" });
  private chosen = "";

  constructor(
    private readonly commands: Commands,
    private readonly who: HTMLInputElement,
  ) {
    const cancel = h("button", { type: "button", class: "rb-quiet", click: () => this.leave() }, "Cancel");
    this.form = h(
      "form",
      { class: "rb-reset", hidden: true, "aria-label": "Reset a breaker", submit: (event) => this.submit(event), keydown: (event) => this.key(event) },
      this.title,
      h("label", {}, "Operator ", this.operator),
      h("label", { class: "rb-grow" }, "Reason ", this.reason),
      cancel,
      h("button", { type: "submit", class: "rb-go" }, "Reset"),
    );
    this.element = section("Breakers", this.list, this.empty, this.form, this.answer);
  }

  draw(status: Status): void {
    const found = status.breakers?.breakers ?? {};
    for (const [name, row] of this.rows) {
      if (!(name in found)) {
        row.element.remove();
        this.rows.delete(name);
      }
    }
    for (const [name, breaker] of Object.entries(found)) {
      let row = this.rows.get(name);
      if (!row) {
        row = new Row(name, (chosen) => this.open(chosen));
        this.rows.set(name, row);
        this.list.append(row.element);
      }
      row.draw(breaker);
    }
    show(this.empty, this.rows.size === 0);
  }

  private open(name: string): void {
    this.chosen = name;
    say(this.title, `Reset ${words(name)}. The session stays halted until somebody resumes it.`);
    this.operator.value ||= this.who.value;
    show(this.form, true);
    (this.operator.value ? this.reason : this.operator).focus();
  }

  /** Close the form; the focus goes back to where it came from. */
  private leave(): void {
    show(this.form, false);
    this.rows.get(this.chosen)?.focus();
  }

  private key(event: Event): void {
    if ((event as KeyboardEvent).key === "Escape") this.leave();
    // JupyterLab keeps Enter from the form.
    if ((event as KeyboardEvent).key !== "Enter" || (event.target as HTMLElement).tagName !== "INPUT") return;
    event.preventDefault();
    if (this.form.reportValidity()) this.submit(event);
  }

  private submit(event: Event): void {
    event.preventDefault();
    const values = { breaker: this.chosen, operator: this.operator.value.trim(), reason: this.reason.value.trim() };
    this.commands.ask("reset", values).then(
      () => {
        this.leave();
        this.reason.value = "";
        mark(this.answer, "tone", "");
        say(this.answer, `${words(this.chosen)} was reset.`);
      },
      (error: Error) => {
        mark(this.answer, "tone", "bad");
        say(this.answer, error.message);
      },
    );
  }
}
