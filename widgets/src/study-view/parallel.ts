/** One line a trial through all its parameters to its value; the better, the more it stands out. */

import { h } from "../lib/dom";
import { Canvas, type Ink } from "./canvas";
import { colour, goodness, place, short, shown, valueOf } from "./scale";
import type { Dimension, Drawn, Row } from "./types";

const TOP = 30, BOTTOM = 22, HEIGHT = 260;

export class Parallel {
  readonly element: HTMLElement;
  private readonly canvas = new Canvas("Parallel coordinates", () => HEIGHT, (ink) => this.paint(ink));
  private drawn: Drawn | null = null;

  constructor() {
    this.element = h("div", {}, this.canvas.element);
  }

  draw(drawn: Drawn): void {
    this.drawn = drawn;
    const names = (drawn.plan.dimensions ?? []).map((each) => each.name).join(", ");
    const best = drawn.best && Object.entries(drawn.best.parameters).map(([name, value]) => `${name} ${shown(value)}`);
    this.canvas.label(
      `Parallel coordinates of ${drawn.rows.length} trials over ${names}${best ? `; the best has ${best.join(", ")}` : ""}`,
    );
    this.canvas.draw();
  }

  destroy(): void {
    this.canvas.destroy();
  }

  private paint(ink: Ink): void {
    const drawn = this.drawn;
    if (!drawn?.plan.dimensions) return;
    const dimensions = drawn.plan.dimensions;
    const left = 34, right = 62;
    const x = (at: number): number => left + ((ink.width - left - right) * at) / dimensions.length;
    const y = (share: number): number => HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
    const spread = drawn.high - drawn.low || 1;
    const points = (parameters: unknown[], value: number): [number, number][] | null => {
      const places = dimensions.map((dimension, at) => place(dimension, parameters[at]));
      if (places.some((each) => each === null)) return null;
      const share = Math.min(1.04, Math.max(-0.04, (value - drawn.low) / spread));
      return [...places.map((share, at): [number, number] => [x(at), y(share!)]), [x(dimensions.length), y(share)]];
    };
    this.lines(ink, drawn, points);
    dimensions.forEach((dimension, at) => axis(ink, dimension, x(at), y, at === 0));
    ending(ink, drawn, x(dimensions.length), y);
    const best = drawn.best;
    const value = best?.values[0];
    if (!best || value === null || value === undefined) return;
    const line = points(dimensions.map((each) => best.parameters[each.name]), value);
    if (line) stroke(ink, line, ink.accent, 2.5, 1);
  }

  private lines(ink: Ink, drawn: Drawn, points: (parameters: unknown[], value: number) => [number, number][] | null): void {
    const order: [number, Row][] = [];
    for (const row of drawn.rows) {
      const value = valueOf(row);
      if (value !== null) order.push([goodness(drawn, value), row]);
    }
    order.sort((one, other) => one[0] - other[0]);
    const faint = Math.max(0.18, Math.min(0.8, 60 / Math.max(order.length, 1)));
    for (const [share, row] of order) {
      const line = points(row[3], valueOf(row)!);
      if (line) stroke(ink, line, colour(ink.theme, share), 1, faint + (1 - faint) * share ** 3);
    }
  }
}

function stroke({ context }: Ink, points: [number, number][], style: string, width: number, alpha: number): void {
  context.globalAlpha = alpha;
  context.strokeStyle = style;
  context.lineWidth = width;
  context.beginPath();
  points.forEach(([x, y], at) => (at ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.stroke();
  context.globalAlpha = 1;
}

/** A label that can be read over lines. */
function label({ context, ground }: Ink, text: string, x: number, y: number, style: string): void {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = ground;
  context.strokeText(text, x, y);
  context.fillStyle = style;
  context.fillText(text, x, y);
}

function axis(ink: Ink, dimension: Dimension, x: number, y: (share: number) => number, first: boolean): void {
  const { context } = ink;
  stroke(ink, [[x, y(0)], [x, y(1)]], ink.soft, 1, 1);
  context.textAlign = first ? "left" : "center";
  const from = first ? 2 : x;
  label(ink, dimension.name + (dimension.log ? " (log)" : ""), from, 12, ink.ink);
  if (dimension.kind !== "choice") {
    label(ink, short(dimension.high), from, TOP - 5, ink.soft);
    label(ink, short(dimension.low), from, HEIGHT - 7, ink.soft);
    return;
  }
  const options = dimension.options ?? [];
  context.textAlign = "left";
  options.slice(0, 12).forEach((option) => label(ink, shown(option), x + 5, y(place(dimension, option) ?? 0) + 4, ink.ink));
}

function ending(ink: Ink, drawn: Drawn, x: number, y: (share: number) => number): void {
  const objective = drawn.plan.objectives?.[0];
  for (let at = 0; at < 60; at++) {
    const value = drawn.low + ((at + 0.5) / 60) * (drawn.high - drawn.low);
    ink.context.fillStyle = colour(ink.theme, goodness(drawn, value));
    ink.context.fillRect(x, y((at + 1) / 60), 8, y(at / 60) - y((at + 1) / 60) + 0.5);
  }
  ink.context.textAlign = "right";
  label(ink, objective?.name ?? "", ink.width - 2, 12, ink.ink);
  ink.context.textAlign = "left";
  label(ink, short(drawn.high), x + 12, y(1) + 4, ink.soft);
  label(ink, short(drawn.low), x + 12, y(0) + 4, ink.soft);
}
