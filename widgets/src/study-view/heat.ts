/** The value over two parameters: a cell for each pair, with the mean or the best of its trials. */

import { h, say } from "../lib/dom";
import { Canvas, type Ink } from "./canvas";
import { colour, goodness, ramp, short, steps, valueOf, type Steps } from "./scale";
import type { Drawn } from "./types";

const LEFT = 74, TOP = 8, BOTTOM = 38;

interface Cell {
  count: number;
  sum: number;
  best: number;
}

export class HeatMap {
  readonly element: HTMLElement;
  private readonly across = select("Across", () => this.draw());
  private readonly up = select("Up", () => this.draw());
  private readonly of = select("Of each cell", () => this.draw());
  private readonly told = h("p", { class: "rb-soft rb-cell", "aria-live": "polite" });
  private readonly canvas = new Canvas("Heat map", () => this.height, (ink) => this.paint(ink));
  private readonly height = 260;
  private readonly worst = h("span");
  private readonly best = h("span");
  private readonly ramp = h("span", { class: "rb-ramp" });
  private drawn: Drawn | null = null;
  private cells = new Map<string, Cell>();
  private sides: Steps[] = [];
  private at: [number, number] | null = null;

  constructor() {
    fill(this.of.field, ["mean", "best"], "mean");
    this.canvas.element.tabIndex = 0;
    this.canvas.element.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.element.addEventListener("keydown", (event) => this.move(event));
    const scale = h("span", { class: "rb-scale" }, this.worst, this.ramp, this.best);
    const fields = h("div", { class: "rb-bar" }, this.across.label, this.up.label, this.of.label, scale);
    this.element = h("div", {}, fields, this.canvas.element, this.told);
    this.say();
  }

  draw(drawn: Drawn | null = this.drawn): void {
    if (!drawn?.plan.dimensions) return;
    this.drawn = drawn;
    const names = drawn.plan.dimensions.map((each) => each.name);
    fill(this.across.field, names, names[0] ?? "");
    fill(this.up.field, names, names[1] ?? names[0] ?? "");
    this.count(drawn);
    const [one, other] = [this.across.field.value, this.up.field.value];
    this.canvas.label(
      `${this.of.field.value} ${drawn.plan.objectives?.[0]?.name ?? "value"} over ${one} and ${other}, ${this.cells.size} cells; arrow keys read them`,
    );
    this.scale(drawn);
    this.canvas.draw();
  }

  /** Which colour is which value. */
  private scale(drawn: Drawn): void {
    const up = drawn.plan.objectives?.[0]?.maximize !== false;
    const theme = this.element.closest<HTMLElement>("[data-theme]")?.dataset["theme"] ?? "light";
    say(this.worst, short(up ? drawn.low : drawn.high));
    say(this.best, short(up ? drawn.high : drawn.low));
    this.ramp.style.background = `linear-gradient(to right, ${ramp(theme).join(", ")})`;
  }

  destroy(): void {
    this.canvas.destroy();
  }

  private count(drawn: Drawn): void {
    const dimensions = drawn.plan.dimensions!;
    const axes = [this.across, this.up].map(({ field }) => dimensions.findIndex((each) => each.name === field.value));
    this.sides = axes.map((at) => steps(dimensions[at]!, drawn.rows.map((row) => row[3][at])));
    const better = drawn.plan.objectives?.[0]?.maximize === false ? Math.min : Math.max;
    this.cells = new Map();
    for (const row of drawn.rows) {
      const value = valueOf(row);
      const [x, y] = axes.map((at, side) => this.sides[side]!.of(row[3][at]));
      if (value === null || x! < 0 || y! < 0) continue;
      const cell = this.cells.get(`${x},${y}`);
      if (!cell) this.cells.set(`${x},${y}`, { count: 1, sum: value, best: value });
      else Object.assign(cell, { count: cell.count + 1, sum: cell.sum + value, best: better(cell.best, value) });
    }
  }

  private value(cell: Cell): number {
    return this.of.field.value === "best" ? cell.best : cell.sum / cell.count;
  }

  private paint(ink: Ink): void {
    const drawn = this.drawn;
    const [across, up] = this.sides;
    if (!drawn || !across || !up) return;
    const [wide, high] = [(ink.width - LEFT - 4) / across.titles.length, (this.height - TOP - BOTTOM) / up.titles.length];
    const { context } = ink;
    for (const [key, cell] of this.cells) {
      const [x, y] = key.split(",").map(Number) as [number, number];
      context.fillStyle = colour(ink.theme, goodness(drawn, this.value(cell)));
      context.fillRect(LEFT + x * wide, TOP + (up.titles.length - 1 - y) * high, Math.max(wide - 1, 1), Math.max(high - 1, 1));
    }
    context.strokeStyle = ink.line;
    context.lineWidth = 1;
    context.strokeRect(LEFT - 0.5, TOP - 0.5, ink.width - LEFT - 3, this.height - TOP - BOTTOM);
    this.titles(ink, wide, high);
    if (!this.at) return;
    // On cells of any colour: a dark and a light line beside each other.
    for (const [stroke, width] of [[ink.ground, 5], [ink.accent, 2]] as const) {
      context.strokeStyle = stroke;
      context.lineWidth = width;
      context.strokeRect(LEFT + this.at[0] * wide, TOP + (up.titles.length - 1 - this.at[1]) * high, wide - 1, high - 1);
    }
  }

  private titles({ context, width, soft, ink }: Ink, wide: number, high: number): void {
    const [across, up] = this.sides as [Steps, Steps];
    const bottom = this.height - BOTTOM;
    context.fillStyle = soft;
    context.textAlign = "center";
    let free = -Infinity;
    across.titles.forEach((title, at) => {
      const x = LEFT + (at + 0.5) * wide, half = context.measureText(title).width / 2;
      if (x - half < free || x + half > width) return;
      free = x + half + 8;
      context.fillText(title, x, bottom + 14);
    });
    context.textAlign = "right";
    const every = Math.ceil(14 / high);
    up.titles.forEach((title, at) => {
      if (at % every === 0) context.fillText(title, LEFT - 6, TOP + (up.titles.length - 0.5 - at) * high + 4, LEFT - 22);
    });
    context.fillStyle = ink;
    context.textAlign = "center";
    context.fillText(this.across.field.value, LEFT + (width - LEFT) / 2, this.height - 6);
    context.save();
    context.translate(10, TOP + (bottom - TOP) / 2);
    context.rotate(-Math.PI / 2);
    context.fillText(this.up.field.value, 0, 0);
    context.restore();
  }

  private point(event: PointerEvent): void {
    const [across, up] = this.sides;
    if (!across || !up) return;
    const wide = (this.canvas.element.clientWidth - LEFT - 4) / across.titles.length;
    const high = (this.height - TOP - BOTTOM) / up.titles.length;
    const x = Math.floor((event.offsetX - LEFT) / wide);
    const y = up.titles.length - 1 - Math.floor((event.offsetY - TOP) / high);
    const inside = x >= 0 && y >= 0 && x < across.titles.length && y < up.titles.length;
    this.choose(inside ? [x, y] : null);
  }

  private move(event: KeyboardEvent): void {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const [across, up] = this.sides;
    if (!step || !across || !up) return;
    event.preventDefault();
    const [x, y] = this.at ?? [0, 0];
    const within = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
    const moved = this.at ? [x + step[0]!, y + step[1]!] : [0, 0];
    this.choose([within(moved[0]!, across.titles.length), within(moved[1]!, up.titles.length)]);
  }

  private choose(at: [number, number] | null): void {
    if (String(at) === String(this.at)) return;
    this.at = at;
    this.say();
    this.canvas.draw();
  }

  private say(): void {
    const [across, up] = this.sides;
    if (!this.at || !across || !up) {
      say(this.told, "Point at a cell, or move over the map with the arrow keys, to read it.");
      return;
    }
    const cell = this.cells.get(this.at.join(","));
    const where = `${this.across.field.value} ${across.titles[this.at[0]]}, ${this.up.field.value} ${up.titles[this.at[1]]}`;
    const what = cell
      ? `mean ${short(cell.sum / cell.count)}, best ${short(cell.best)}, ${cell.count} ${cell.count === 1 ? "trial" : "trials"}`
      : "no complete trial";
    say(this.told, `${where}: ${what}`);
  }
}

function select(title: string, changed: () => void): { field: HTMLSelectElement; label: HTMLElement } {
  const field = h("select", { change: changed });
  return { field, label: h("label", { class: "rb-choice" }, title, field) };
}

function fill(field: HTMLSelectElement, names: string[], chosen: string): void {
  if (field.options.length === names.length && names.every((name, at) => field.options[at]?.value === name)) return;
  field.replaceChildren(...names.map((name) => h("option", { value: name }, name)));
  field.value = chosen;
}
