/** What both runners ask for: a strategy, a bundle, dates within its coverage, and the capital. */

import { h, say } from "../lib/dom";
import type { Message } from "../lib/model";

export interface Parameter {
  name: string;
  kind: "int" | "float" | "flag" | "text";
  default: unknown;
}

export interface Strategy {
  key: string;
  title: string;
  parameters: Parameter[];
}

interface Bundle {
  name: string;
  first: string;
  last: string;
  frequencies: string[];
  assets: number;
}

export interface Choices {
  strategies?: Strategy[];
  bundles?: Bundle[];
  takes_places?: boolean;
  folder?: string;
}

export type Ask = (kind: string, values?: Message) => Promise<Message>;

export const labelled = (title: string, field: HTMLElement, kind = ""): HTMLElement =>
  h("label", { class: kind || null }, title, field);

/** Offer names; what was chosen stays chosen. */
export function offer(field: HTMLSelectElement, names: [string, string][], chosen?: string): void {
  const now = [...field.options].map((each) => [each.value, each.text]);
  if (JSON.stringify(now) === JSON.stringify(names)) return;
  const before = field.value || chosen;
  field.replaceChildren(...names.map(([value, title]) => h("option", { value }, title)));
  if (before !== undefined && names.some(([value]) => value === before)) field.value = before;
}

export class Setup {
  readonly element: HTMLElement;
  readonly strategy = h("select", { change: () => this.chosen() });
  private readonly bundle = h("select", { change: () => this.covered() });
  private readonly frequency = h("select", {});
  private readonly start = h("input", { type: "date", required: true });
  private readonly end = h("input", { type: "date", required: true });
  private readonly capital = h("input", { type: "text", inputmode: "decimal", value: "100000", required: true });
  private readonly coverage = h("p", { class: "rb-soft rb-full" });
  private readonly place = h("input", { type: "text", placeholder: "strategy.py:Class or package.module:Class" });
  private readonly added = h("p", { class: "rb-answer", role: "status" });
  private readonly adding: HTMLElement;
  private choices: Choices = {};
  private told = "";

  constructor(
    private readonly ask: Ask,
    private readonly changed: (strategy: Strategy | undefined) => void,
  ) {
    const add = h("button", { type: "button", click: () => this.add() }, "Add");
    this.place.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.add();
    });
    this.adding = h(
      "details",
      { class: "rb-full", hidden: true },
      h("summary", {}, "Strategy from a file or module"),
      h("div", { class: "rb-bar" }, labelled("Place", this.place, "rb-grow"), add),
      this.added,
    );
    this.element = h(
      "div",
      { class: "rb-fields" },
      labelled("Strategy", this.strategy),
      labelled("Bundle", this.bundle),
      labelled("Bars", this.frequency),
      labelled("First session", this.start),
      labelled("Last session", this.end),
      labelled("Capital", this.capital),
      this.coverage,
      this.adding,
    );
  }

  draw(choices: Choices, last: Message): void {
    this.choices = choices;
    const first = !this.told;
    this.adding.hidden = !choices.takes_places;
    offer(this.strategy, (choices.strategies ?? []).map((each) => [each.key, each.title]), String(last["strategy"] ?? ""));
    offer(this.bundle, (choices.bundles ?? []).map((each) => [each.name, each.name]), String(last["bundle"] ?? ""));
    if (first && last["capital"]) this.capital.value = String(last["capital"]);
    this.covered(first ? last : {});
    this.chosen();
  }

  get chosenStrategy(): Strategy | undefined {
    return this.choices.strategies?.find((each) => each.key === this.strategy.value);
  }

  values(): Message {
    return {
      strategy: this.strategy.value,
      bundle: this.bundle.value,
      frequency: this.frequency.value,
      start: this.start.value,
      end: this.end.value,
      capital: this.capital.value.replaceAll(/[,_ ]/g, ""),
    };
  }

  private covered(last: Message = {}): void {
    const bundle = this.choices.bundles?.find((each) => each.name === this.bundle.value);
    if (!bundle) {
      say(this.coverage, this.choices.bundles ? "There is no bundle yet: rustybt ingest sample" : "");
      return;
    }
    offer(this.frequency, bundle.frequencies.map((each) => [each, each]), String(last["frequency"] ?? "daily"));
    say(this.coverage, `${bundle.name} holds ${bundle.assets} assets from ${bundle.first} to ${bundle.last}.`);
    for (const [field, name] of [[this.start, "start"], [this.end, "end"]] as const) {
      [field.min, field.max] = [bundle.first, bundle.last];
      if (last[name]) field.value = String(last[name]);
      if (!field.value || field.value < bundle.first || field.value > bundle.last) field.value = name === "start" ? bundle.first : bundle.last;
    }
  }

  /** Only what is another choice draws the fields of its parameters anew. */
  private chosen(): void {
    const strategy = this.chosenStrategy;
    const told = JSON.stringify(strategy ?? null);
    if (told === this.told) return;
    this.told = told;
    this.changed(strategy);
  }

  private add(): void {
    this.ask("add", { place: this.place.value }).then(
      (answer) => {
        say(this.added, "Added.");
        this.added.dataset["tone"] = "";
        const key = String(answer["key"]);
        const choose = (left: number): void => {
          if ([...this.strategy.options].some((each) => each.value === key)) {
            this.strategy.value = key;
            this.chosen();
          } else if (left) window.setTimeout(() => choose(left - 1), 200);
        };
        choose(25);
      },
      (error: Error) => {
        say(this.added, error.message);
        this.added.dataset["tone"] = "bad";
      },
    );
  }
}
