/** Every trial as a dot, and the best value so far as a line. */

import uPlot from "uplot";
import { h, say } from "../lib/dom";
import { short, valueOf } from "./scale";
import type { Drawn } from "./types";

const HEIGHT = 300;

/** What is far off is not what one looks for: the picture is that of the values' bulk. */
function ends({ low, high }: Drawn): [number, number] {
  const room = (high - low) * 0.08 || Math.abs(high) * 0.1 || 1;
  return [low - room, high + room];
}

export class BestLine {
  readonly element: HTMLElement;
  private readonly place = h("div", { role: "img", "aria-label": "Best value" });
  private readonly outside = h("span", { class: "rb-soft" });
  private readonly sized: ResizeObserver;
  private plot: uPlot | null = null;
  private drawn: Drawn | null = null;
  private improved: [number, number][] = [];
  private frame = 0;
  private width = 0;

  constructor() {
    const legend = h(
      "p",
      { class: "rb-legend" },
      h("span", { class: "rb-legend-trial" }, "a trial, by its number"),
      h("span", { class: "rb-legend-best" }, "the best so far"),
      this.outside,
    );
    this.element = h("div", {}, legend, this.place);
    this.sized = new ResizeObserver(() => this.later());
    this.sized.observe(this.element);
  }

  draw(drawn: Drawn, improved: [number, number][]): void {
    [this.drawn, this.improved] = [drawn, improved];
    const [, best] = improved.at(-1) ?? [];
    const name = drawn.plan.objectives?.[0]?.name ?? "value";
    this.place.setAttribute("aria-label", `${name} of ${drawn.rows.length} trials; the best so far is ${short(best)}`);
    const [from, to] = ends(drawn);
    const beyond = drawn.rows.map(valueOf).filter((value) => value !== null && (value < from || value > to)).length;
    say(this.outside, beyond ? `${beyond} far off ${beyond === 1 ? "is" : "are"} not drawn` : "");
    this.later();
  }

  restyle(): void {
    this.plot?.destroy();
    this.plot = null;
    this.later();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.sized.disconnect();
    this.plot?.destroy();
  }

  private later(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paint());
  }

  private paint(): void {
    this.frame = 0;
    const width = Math.floor(this.element.clientWidth);
    if (!this.drawn || width < 80) return;
    if (!this.plot) this.plot = this.make(width);
    else if (width !== this.width) this.plot.setSize({ width, height: HEIGHT });
    this.width = width;
    this.plot.setData(this.data(this.drawn));
  }

  private data(drawn: Drawn): uPlot.AlignedData {
    const complete = drawn.rows.filter((row) => valueOf(row) !== null).sort((one, other) => one[0] - other[0]);
    const numbers: number[] = [], values: number[] = [], best: (number | null)[] = [];
    let step = 0, now: number | null = null;
    for (const row of complete) {
      while (step < this.improved.length && this.improved[step]![0] <= row[0]) now = this.improved[step++]![1];
      numbers.push(row[0]);
      values.push(valueOf(row)!);
      best.push(now);
    }
    return [numbers, values, best];
  }

  private make(width: number): uPlot {
    const style = getComputedStyle(this.element);
    const of = (name: string): string => style.getPropertyValue(name).trim();
    const font = `11px ${style.fontFamily}`;
    const axis = { font, stroke: of("--rb-soft"), grid: { stroke: of("--rb-line"), width: 1 }, ticks: { show: false } };
    const range = (_: uPlot, low: number, high: number): uPlot.Range.MinMax => (this.drawn ? ends(this.drawn) : [low, high]);
    return new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        padding: [8, 8, 0, 0],
        cursor: { show: false },
        scales: { x: { time: false, range: (_, low, high) => (low < high ? [low, high] : [low - 1, low + 1]) }, y: { range } },
        axes: [
          { ...axis, size: 30 },
          { ...axis, size: 54, values: (_, ticks) => ticks.map((tick) => short(tick)) },
        ],
        series: [
          {},
          { paths: () => null, points: { show: true, size: 4, width: 0, fill: of("--rb-dot"), stroke: of("--rb-dot") } },
          { stroke: of("--rb-accent"), width: 2, points: { show: false }, paths: uPlot.paths.stepped!({ align: 1 }) },
        ],
      },
      [[], [], []],
      this.place,
    );
  }
}
