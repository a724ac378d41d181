/** A study on a page: what it has come to, its pictures and trials, and its two commands. */

import { h, mark, say, section, show, Table, type Column } from "../lib/dom";
import { age, plain } from "../lib/format";
import type { Message } from "../lib/model";
import { BestLine } from "./best";
import { HeatMap } from "./heat";
import { Parallel } from "./parallel";
import { short, shown, valueOf } from "./scale";
import type { Drawn, Plan, Row, Status } from "./types";

const LISTED = 50;
const DRAW_MS = 200;
// A word and a sign say what the colour says.
const STATES: Record<string, [string, string]> = {
  running: ["\u25b6", "good"],
  stopped: ["\u275a\u275a", "warn"],
  complete: ["\u2713", "good"],
  failed: ["\u2716", "bad"],
};
const ORDERS = ["Best first", "Newest first", "Failed"] as const;

type Ask = (kind: string, values?: Message) => Promise<Message>;

export class StudyPanel {
  readonly element: HTMLElement;
  private readonly title = h("h2", {}, "Study");
  private readonly subtitle = h("p", { class: "rb-soft" });
  private readonly state = h("span", { class: "rb-state", role: "status" });
  private readonly stop = h("button", { type: "button", click: () => this.command("stop") }, "Stop");
  private readonly resume = h("button", { type: "button", class: "rb-go", click: () => this.command("resume") }, "Resume");
  private readonly answer = h("p", { class: "rb-answer", role: "status" });
  private readonly failure = h("p", { class: "rb-failure", role: "alert", hidden: true });
  private readonly bar = h("div", { class: "rb-meter", role: "progressbar", "aria-label": "Trials", "aria-valuemin": 0 }, h("div", { class: "rb-fill" }));
  private readonly progress = h("p", {});
  private readonly best = h("div", { class: "rb-best" });
  private readonly line = new BestLine();
  private readonly parallel = new Parallel();
  private readonly heat = new HeatMap();
  private readonly list = h("div", {});
  private readonly orders: HTMLButtonElement[];
  private readonly heatSection: HTMLElement;
  private readonly pictures: HTMLElement;
  private table: Table<Row> | null = null;
  private order: (typeof ORDERS)[number] = "Best first";
  private rows = new Map<number, Row>();
  private plan: Plan = {};
  private status: Status = {};
  private improved: [number, number][] = [];
  private due = 0;
  private columns = "";

  constructor(private readonly ask: Ask) {
    this.orders = ORDERS.map((name) =>
      h("button", { type: "button", class: "rb-filter", "aria-pressed": name === this.order, click: () => this.choose(name) }, name),
    );
    this.orders.forEach((button, at) => button.setAttribute("aria-pressed", String(ORDERS[at] === this.order)));
    this.heatSection = section("Two parameters", this.heat.element);
    this.pictures = h(
      "div",
      { hidden: true },
      h("div", { class: "rb-grid" }, section("Best value so far", this.line.element), this.heatSection),
      section("Parameters of every trial", this.parallel.element),
    );
    this.element = h(
      "div",
      {},
      h("div", { class: "rb-top" }, h("div", {}, this.title, this.subtitle), h("div", { class: "rb-buttons" }, this.state, this.stop, this.resume)),
      this.failure,
      this.answer,
      h("div", { class: "rb-progress" }, this.bar, this.progress),
      this.best,
      this.pictures,
      section("Trials", h("div", { class: "rb-bar" }, ...this.orders), this.list),
    );
  }

  show(plan: Plan, status: Status, improved: [number, number][]): void {
    [this.plan, this.status, this.improved] = [plan, status, improved];
    this.later();
  }

  take(rows: Row[], all: boolean): void {
    if (all) this.rows.clear();
    for (const row of rows) this.rows.set(row[0], row);
    this.later();
  }

  restyle(): void {
    this.line.restyle();
    this.parallel.draw(this.drawn());
    this.heat.draw();
  }

  destroy(): void {
    clearTimeout(this.due);
    for (const each of [this.line, this.parallel, this.heat]) each.destroy();
  }

  private later(): void {
    if (!this.due) this.due = window.setTimeout(() => this.draw(), this.columns ? DRAW_MS : 0);
  }

  private draw(): void {
    this.due = 0;
    const { plan, status } = this;
    if (!plan.dimensions) return;
    const drawn = this.drawn();
    this.head();
    this.told();
    // Axes without a value on them would say something that is not so.
    show(this.pictures, drawn.rows.some((row) => valueOf(row) !== null));
    this.line.draw(drawn, this.improved);
    this.parallel.draw(drawn);
    show(this.heatSection, plan.dimensions.length > 1);
    if (plan.dimensions.length > 1) this.heat.draw(drawn);
    this.trials(status);
  }

  private drawn(): Drawn {
    const rows = [...this.rows.values()];
    const values = rows.map(valueOf).filter((value): value is number => value !== null).sort((one, other) => one - other);
    const at = (share: number): number => values[Math.round(share * (values.length - 1))] ?? 0;
    const up = this.plan.objectives?.[0]?.maximize !== false;
    return { plan: this.plan, rows, best: this.status.best ?? null, low: up ? at(0.02) : at(0), high: up ? at(1) : at(0.98) };
  }

  private head(): void {
    const { plan, status } = this;
    const state = status.state ?? "unknown";
    const [sign, tone] = STATES[state] ?? ["?", ""];
    say(this.title, plan.name ?? "Study");
    say(this.subtitle, `${plan.strategy} on ${plan.bundle}, ${plan.start} to ${plan.end}, ${plan.search} search`);
    say(this.state, `${sign} ${status.stopping ? "stopping" : state}`);
    mark(this.state, "tone", status.stopping ? "warn" : tone);
    show(this.stop, state === "running");
    this.stop.disabled = Boolean(status.stopping);
    const more = (status.wanted ?? 0) > (status.ended ?? 0);
    show(this.resume, Boolean(status.can_go_on) && more && (state === "stopped" || state === "failed"));
    const wrong = status.unreadable ?? (state === "failed" ? status.reason : "") ?? "";
    say(this.failure, wrong);
    show(this.failure, wrong !== "");
  }

  private told(): void {
    const { wanted = 0, ended = 0, running = 0, failed = 0, pruned = 0, rate, eta, made = 0, state, can_go_on } = this.status;
    this.bar.setAttribute("aria-valuemax", String(wanted));
    this.bar.setAttribute("aria-valuenow", String(ended));
    (this.bar.firstElementChild as HTMLElement).style.width = `${wanted ? (100 * Math.min(ended, wanted)) / wanted : 0}%`;
    const parts = [`${plain(ended)} of ${plain(wanted)} trials`];
    if (running && state === "running") parts.push(`${running} running`);
    if (failed) parts.push(`${plain(failed)} failed`);
    if (pruned) parts.push(`${plain(pruned)} pruned`);
    if (state === "running" && rate) parts.push(`${short(rate)} a second`, `about ${age(eta ?? 0)} left`);
    if (made > ended) parts.push(`${plain(made)} trials were ever made on ${this.plan.bundle}`);
    if (state === "stopped" && !can_go_on) parts.push("to go on, call rb.optimize with its strategy and space");
    say(this.progress, parts.join(" \u00b7 "));
    this.tiles();
  }

  private tiles(): void {
    const best = this.status.best;
    const told = JSON.stringify(best ?? null);
    if (this.best.dataset["told"] === told) return;
    this.best.dataset["told"] = told;
    if (!best) {
      this.best.replaceChildren(h("p", { class: "rb-empty" }, "No trial is complete yet."));
      return;
    }
    const names = this.plan.objectives ?? [];
    const tile = (title: string, value: string, own = false): HTMLElement =>
      h("div", { class: own ? "rb-tile rb-own" : "rb-tile" }, h("dt", {}, title), h("dd", {}, value));
    this.best.replaceChildren(
      h("h3", {}, `Best so far: trial ${best.number}`),
      h(
        "dl",
        { class: "rb-tiles rb-flow" },
        ...names.map((each, at) => tile(each.name, short(best.values[at]), true)),
        ...Object.entries(best.parameters).map(([name, value]) => tile(name, shown(value))),
      ),
    );
  }

  private choose(order: (typeof ORDERS)[number]): void {
    this.order = order;
    this.orders.forEach((button, at) => button.setAttribute("aria-pressed", String(ORDERS[at] === order)));
    this.trials(this.status);
  }

  private trials(status: Status): void {
    const names = [...(this.plan.objectives ?? []), ...(this.plan.dimensions ?? [])].map((each) => each.name).join("\n");
    if (names !== this.columns || !this.table) {
      this.columns = names;
      this.table = new Table("Listed trials", columnsOf(this.plan), "No such trial.");
      this.list.replaceChildren(this.table.element);
    }
    say(this.orders[2]!, `Failed (${plain(status.failed ?? 0)})`);
    const sign = this.plan.objectives?.[0]?.maximize === false ? 1 : -1;
    const rows = [...this.rows.values()].filter((row) => (this.order === "Failed" ? row[1] === "failed" : true));
    if (this.order === "Best first") {
      const worth = (row: Row): number => { const value = valueOf(row); return value === null ? Infinity : sign * value; };
      rows.sort((one, other) => worth(one) - worth(other) || one[0] - other[0]);
    } else rows.sort((one, other) => other[0] - one[0]);
    this.table.draw(rows.slice(0, LISTED), (row) => row[1]);
  }

  private command(kind: "stop" | "resume"): void {
    say(this.answer, kind === "stop" ? "Stopping: trials under way are begun again when it goes on." : "Going on.");
    mark(this.answer, "tone", "");
    this.ask(kind).then(
      () => say(this.answer, ""),
      (error: Error) => {
        say(this.answer, error.message);
        mark(this.answer, "tone", "bad");
      },
    );
  }
}

const took = (seconds: number): string => (seconds < 1 ? `${short(seconds * 1000)}\u00a0ms` : age(seconds));

function columnsOf(plan: Plan): Column<Row>[] {
  return [
    { title: "Trial", cell: (row) => String(row[0]) },
    { title: "State", text: true, cell: (row) => row[1] },
    ...(plan.objectives ?? []).map((each, at): Column<Row> => ({
      title: each.name, cell: (row) => short(row[2][at]), exact: (row) => String(row[2][at] ?? ""),
    })),
    ...(plan.dimensions ?? []).map((each, at): Column<Row> => ({
      title: each.name, cell: (row) => shown(row[3][at]), exact: (row) => String(row[3][at]),
    })),
    { title: "Took", cell: (row) => took(row[5]) },
    { title: "Error", text: true, cell: (row) => row[4] },
  ];
}
