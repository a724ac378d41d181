/** What happened, the latest first, filtered by kind and by words. */

import { h, say, section, show } from "../lib/dom";
import { time, words } from "../lib/format";
import type { EngineEvent } from "./types";

const MOST = 500;
const SHOWN = 200;
const GROUPS: Record<string, string[]> = {
  All: [],
  Errors: ["failed", "tripped", "refused", "external", "unresolved", "halt", "lane", "alert"],
  State: ["state", "halt", "resume"],
  Notes: ["notice", "alert"],
};
const GRAVE = new Set(["failed", "tripped", "external", "unresolved", "halt"]);
const APART = new Set(["seq", "kind", "time_ns"]);

function told(event: EngineEvent): string {
  const text = (name: string): string => String(event[name] ?? "");
  switch (event.kind) {
    case "state":
      return [text("state"), text("why")].filter(Boolean).join(": ");
    case "halt":
    case "resume":
      return `by ${text("operator")}: ${text("reason")}`;
    case "tripped":
      return (event["trips"] as string[] | undefined)?.join("; ") ?? "";
    case "failed":
      return text("error");
    case "refused":
      return `${text("order_id")}: ${text("message")}`;
    case "notice":
      return text("text");
    case "lane":
      return `${text("lane")} ${event["up"] ? "is up" : `is down: ${text("reason")}`}`;
  }
  const rest = Object.entries(event).filter(([name]) => !APART.has(name));
  return rest.map(([name, value]) => `${name} ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ");
}

export class Events {
  readonly element: HTMLElement;
  private events: EngineEvent[] = [];
  private group = "All";
  private readonly list = h("ol", { class: "rb-events", tabindex: 0, "aria-label": "Events, the latest first" });
  private readonly empty = h("p", { class: "rb-empty" });
  private readonly search: HTMLInputElement;
  private readonly chosen: Map<string, HTMLButtonElement>;
  private frame = 0;

  constructor() {
    this.search = h("input", {
      type: "search",
      placeholder: "Filter",
      "aria-label": "Filter events by words",
      input: () => this.soon(),
    });
    this.chosen = new Map(
      Object.keys(GROUPS).map((name) => [
        name,
        h("button", { type: "button", class: "rb-filter", click: () => this.choose(name) }, name),
      ]),
    );
    const bar = h("div", { class: "rb-bar", role: "group", "aria-label": "Filter events" }, ...this.chosen.values(), this.search);
    this.element = section("Events", bar, this.list, this.empty);
    this.element.querySelector("h3")!.append(h("span", { class: "rb-count" }, "times in UTC"));
    this.element.classList.add("rb-wide");
    this.choose("All");
  }

  take(events: EngineEvent[], all: boolean): void {
    const seen = all ? 0 : (this.events.at(-1)?.seq ?? 0);
    const kept = all ? [] : this.events;
    this.events = [...kept, ...events.filter((event) => event.seq > seen)].slice(-MOST);
    this.soon();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
  }

  private choose(name: string): void {
    this.group = name;
    for (const [each, button] of this.chosen) button.setAttribute("aria-pressed", String(each === name));
    this.soon();
  }

  private soon(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.frame = 0;
    const kinds = GROUPS[this.group] ?? [];
    const wanted = this.search.value.trim().toLowerCase();
    const found = this.events
      .map((event) => ({ event, text: told(event) }))
      .filter(({ event, text }) => !kinds.length || kinds.includes(event.kind) ? `${event.kind} ${text}`.toLowerCase().includes(wanted) : false)
      .slice(-SHOWN)
      .reverse();
    say(this.empty, this.events.length ? "No event matches the filter." : "Nothing has happened yet.");
    show(this.empty, found.length === 0);
    show(this.list, found.length > 0);
    this.list.replaceChildren(
      ...found.map(({ event, text }) =>
        h(
          "li",
          { "data-grave": GRAVE.has(event.kind) },
          h("time", { datetime: new Date(event.time_ns / 1e6).toISOString() }, time(event.time_ns)),
          h("span", { class: "rb-kind" }, words(event.kind)),
          h("span", { class: "rb-told" }, text),
        ),
      ),
    );
  }
}
