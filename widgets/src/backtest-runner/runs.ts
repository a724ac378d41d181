/** The runs that were made: how far each is, its figures, and what can be done with it. */

import { h, say, show } from "../lib/dom";
import { money, percent, plain } from "../lib/format";
import type { Message } from "../lib/model";
import type { Ask } from "../setup/form";
import type { Comparison } from "./comparison";

export interface Run {
  id: number;
  title: string;
  bundle: string;
  start: string;
  end: string;
  capital: string;
  parameters: Record<string, unknown>;
  state: string;
  done: number;
  total: number;
  error: string;
  saved: string;
  seconds: number;
  figures: Record<string, number | null>;
}

export const FIGURES: [string, string, (value: number | null | undefined) => string][] = [
  ["final_value", "Final value", money],
  ["total_return", "Total return", percent],
  ["annual_return", "Annual return", percent],
  ["sharpe", "Sharpe", money],
  ["max_drawdown", "Max drawdown", percent],
  ["trades", "Trades", plain],
];
// A word and a sign say what the colour says.
const SIGNS: Record<string, string> = { running: "\u25b6", waiting: "\u2026", complete: "\u2713", stopped: "\u275a\u275a", failed: "\u2716" };

export const nameOf = (run: Run): string => {
  const given = Object.entries(run.parameters).map(([name, value]) => `${name} ${String(value)}`);
  return [`${run.id} ${run.title}`, ...given].join(", ");
};

export class Runs {
  readonly element: HTMLElement;
  private readonly body = h("tbody");
  private readonly table: HTMLElement;
  private readonly empty = h("p", { class: "rb-empty" }, "No run yet.");
  private readonly rows = new Map<number, { row: HTMLTableRowElement; told: string; compared: HTMLInputElement; shape: string }>();
  private runs: Run[] = [];
  private seen: number | null = null;

  constructor(
    private readonly ask: Ask,
    private readonly shown: HTMLElement,
    private readonly comparison: Comparison,
    private readonly told: (text: string, bad?: boolean) => void,
  ) {
    const heads = ["Compare", "Run", "State", ...FIGURES.map(([, title]) => title), "Actions"];
    const head = heads.map((title, at) => h("th", { scope: "col", class: at < 3 ? "rb-text" : null }, title));
    const table = h("table", { "aria-label": "Runs made" }, h("thead", {}, h("tr", {}, ...head)), this.body);
    this.table = h("div", { class: "rb-scroll", tabindex: 0, role: "region", "aria-label": "Table of runs" }, table);
    this.element = h("div", {}, this.table, this.empty);
  }

  draw(runs: Run[]): void {
    const ended = runs.filter((run) => run.figures["final_value"] !== undefined).at(-1);
    const first = this.runs.length === 0 && this.seen === null;
    this.runs = runs;
    show(this.table, runs.length > 0);
    show(this.empty, runs.length === 0);
    for (const run of runs) this.one(run);
    for (const id of [...this.rows.keys()].filter((id) => !runs.some((run) => run.id === id))) {
      this.rows.get(id)!.row.remove();
      this.rows.delete(id);
    }
    this.compare();
    // What has just ended is shown; after a reload, the newest.
    if (ended && (first || ended.id > (this.seen ?? 0))) this.open(ended);
  }

  private one(run: Run): void {
    const told = JSON.stringify(run);
    const known = this.rows.get(run.id);
    if (known?.told === told) return;
    const compared = known?.compared ?? h("input", { type: "checkbox", "aria-label": `Compare run ${run.id}`, change: () => this.compare() });
    compared.disabled = run.figures["final_value"] === undefined;
    const shape = run.state + run.saved;
    // Buttons that stay the same stay where they are, and keep the focus.
    const doing = known && known.shape === shape ? known.row.lastElementChild! : h("td", {}, this.buttons(run));
    const row = known?.row ?? h("tr", {});
    row.dataset["kind"] = run.state;
    row.replaceChildren(
      known?.row.firstElementChild ?? h("td", { class: "rb-text" }, compared),
      h("td", { class: "rb-text rb-name", title: `${run.bundle}, ${run.start} to ${run.end}, ${run.capital}` }, nameOf(run)),
      h("td", { class: "rb-text rb-name rb-state-cell" }, ...state(run)),
      ...FIGURES.map(([name, , text]) => h("td", {}, run.figures[name] === undefined ? "" : text(run.figures[name]))),
      doing,
    );
    if (!known) this.body.prepend(row);
    this.rows.set(run.id, { row, told, compared, shape });
  }

  private buttons(run: Run): HTMLElement {
    const button = (title: string, press: () => void): HTMLElement =>
      h("button", { type: "button", class: "rb-small", "aria-label": `${title} run ${run.id}`, click: press }, title);
    const of = (kind: string, values: Message = {}): Promise<Message> => this.ask(kind, { run: run.id, ...values });
    const fails = (error: Error): void => this.told(error.message, true);
    if (run.state === "running" || run.state === "waiting") {
      return h("div", { class: "rb-row-buttons" }, button("Stop", () => void of("stop").catch(fails)));
    }
    const some = run.figures["final_value"] !== undefined;
    const save = (): void => {
      const name = `${run.title.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-|-$/g, "")}-${run.id}`;
      of("save", { name }).then(() => this.told(`Run ${run.id} is saved.`), fails);
    };
    return h(
      "div",
      { class: "rb-row-buttons" },
      some && button("Show", () => this.open(run, true)),
      some && !run.saved && button("Save", save),
      button("Forget", () => void of("forget").catch(fails)),
    );
  }

  private compare(): void {
    this.comparison.draw(this.runs.filter((run) => this.rows.get(run.id)?.compared.checked));
  }

  private open(run: Run, asked = false): void {
    this.seen = Math.max(run.id, this.seen ?? 0);
    this.ask("show", { run: run.id }).then(
      (answer) => {
        const title = h("h3", {}, `Run ${nameOf(run)}${run.state === "stopped" ? ", stopped: what was done by then" : ""}`);
        const drawn = h("div", { class: "rb-drawn", tabindex: 0, role: "region", "aria-label": `Result of run ${run.id}` });
        // Made by rustybt itself of its own figures, with every text escaped.
        drawn.innerHTML = String(answer["html"]);
        this.shown.replaceChildren(title, drawn);
        show(this.shown, true);
        // Below the table, and often below the window: who asked for it is taken there.
        if (asked) this.shown.scrollIntoView({ block: "nearest" });
        this.told(`Run ${run.id} is shown below.`);
      },
      (error: Error) => this.told(error.message, true),
    );
  }
}

function state(run: Run): (Node | string)[] {
  const word = `${SIGNS[run.state] ?? ""} ${run.state}`;
  if (run.state === "running") {
    const bar = h("progress", { max: run.total || 1, value: run.done, "aria-label": `Progress of run ${run.id}` });
    const text = h("span", { class: "rb-soft" });
    say(text, run.total ? ` ${plain(run.done)} of ${plain(run.total)} bars` : " begins");
    return [`${word} `, bar, text];
  }
  if (run.error) return [`${word}: ${run.error}`];
  return [run.saved ? `${word}, saved in ${run.saved}` : word];
}
