/** HALT where the console is not: while its own button is out of sight, one stands at the edge of the page. */

import { h, mark, say, show } from "../lib/dom";
import style from "./dock.css";
import { SIGNS } from "./states";
import type { Status } from "./types";

const PLACE = "rb-docks";
const KEY = Symbol.for("rustybt.docks");
/** Of the whole page: each widget brings a module of its own. */
const page = globalThis as unknown as Record<symbol, Set<Dock> | undefined>;
const docks = (page[KEY] ??= new Set<Dock>());

/** Consoles of several sessions share one place. */
function place(): HTMLElement {
  const known = document.getElementById(PLACE);
  if (known) return known;
  const made = h("div", { id: PLACE, "data-lm-suppress-shortcuts": "true" }, h("style", {}, style));
  document.body.append(made);
  return made;
}

export class Dock {
  readonly element: HTMLElement;
  private readonly name = h("strong");
  private readonly state = h("span", { class: "rb-dock-state" });
  private readonly said = h("span", { class: "rb-dock-said", role: "status", hidden: true });
  private readonly halt: HTMLButtonElement;
  private readonly find: HTMLButtonElement;
  private readonly seen: IntersectionObserver | null;
  private inSight = true;
  private lives = false;
  private stalls = false;
  private at: [sign: string, tone: string, word: string] = ["\u2026", "idle", "NEW"];

  constructor(
    private readonly own: HTMLElement,
    private readonly session: () => string,
    press: (event: Event) => void,
  ) {
    const sign = h("span", { "aria-hidden": "true" }, "\u25a0 ");
    this.halt = h("button", { type: "button", class: "rb-dock-halt", click: press }, sign, "HALT");
    this.find = h("button", { type: "button", class: "rb-dock-find", click: () => this.show() }, "Show console");
    this.element = h(
      "div",
      { class: "rb-dock", role: "region", hidden: true },
      h("div", { class: "rb-dock-who" }, this.name, this.state),
      this.find,
      this.halt,
      this.said,
    );
    docks.add(this);
    this.seen = typeof IntersectionObserver === "undefined" ? null : new IntersectionObserver((found) => this.look(found), { threshold: 0.5 });
    this.seen?.observe(own);
  }

  draw(status: Status, theme: string): void {
    const state = status.state ?? "NEW";
    const name = this.session();
    this.at = [...(SIGNS[state] ?? ["\u2026", "idle"]), state];
    this.lives = status.running ?? false;
    say(this.name, name);
    this.stand();
    mark(this.element, "theme", theme);
    if (this.halt.getAttribute("aria-label") !== `HALT ${name}`) {
      this.halt.setAttribute("aria-label", `HALT ${name}`);
      this.element.setAttribute("aria-label", `HALT of ${name}`);
    }
    settle();
  }

  /** What came of a press: the console that says it too is out of sight. */
  tell(text: string): void {
    say(this.said, text);
    show(this.said, text !== "");
  }

  /** What was last heard of an engine that is silent is not what it is. */
  stall(stalls: boolean): void {
    if (stalls === this.stalls) return;
    this.stalls = stalls;
    this.stand();
  }

  holds(event: Event): boolean {
    return this.element.contains(event.target as Node | null);
  }

  destroy(): void {
    this.seen?.disconnect();
    docks.delete(this);
    this.take(false);
    settle();
  }

  /** Of the views of one session, one at most has its HALT at the edge, and none while another shows it. */
  wanted(): boolean {
    const same = [...docks].filter((each) => each.session() === this.session());
    return same[0] === this && this.lives && !same.some((each) => each.inSight);
  }

  take(wanted: boolean): void {
    show(this.find, this.own.getClientRects().length > 0);
    show(this.element, wanted);
    if (wanted && !this.element.isConnected) place().append(this.element);
    if (wanted || !this.element.isConnected) return;
    const around = this.element.parentElement!;
    this.element.remove();
    if (!around.querySelector(".rb-dock")) around.remove();
  }

  private stand(): void {
    const [sign, tone, word] = this.stalls ? ["\u26a0", "bad", "STALL"] : this.at;
    say(this.state, `${sign} ${word}`);
    mark(this.state, "tone", tone);
  }

  private look(found: IntersectionObserverEntry[]): void {
    this.inSight = found.at(-1)?.isIntersecting ?? true;
    settle();
  }

  private show(): void {
    this.own.scrollIntoView({ block: "center" });
    this.own.focus({ preventScroll: true });
  }
}

function settle(): void {
  for (const each of docks) each.take(each.wanted());
}
