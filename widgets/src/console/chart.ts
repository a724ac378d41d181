/** Equity and exposure as they come: two uPlot charts, drawn once a frame at most. */

import uPlot from "uplot";
import { h, say, show } from "../lib/dom";
import { dated, utc } from "../lib/dates";
import { money } from "../lib/format";
import type { Points } from "../lib/points";

const SHORT = new Intl.NumberFormat("en-US", { notation: "compact", maximumFractionDigits: 2 });

const fromZero = (low: number, high: number): uPlot.Range.MinMax => [Math.min(0, low), high > 0 ? high * 1.08 : 1];

/** A line that has hardly moved is shown as one that has hardly moved. */
function around(low: number, high: number): uPlot.Range.MinMax {
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 0.002, 1e-9);
  return [low - room, high + room];
}

let charts = 0;

export class Chart {
  readonly element: HTMLElement;
  private readonly canvas = h("div", { class: "rb-charts", role: "img", "aria-label": "Equity and exposure" });
  private readonly waiting = h("p", { class: "rb-empty" }, "The picture begins with the first bar.");
  private readonly value = h("span", { class: "rb-legend-equity" }, "Equity");
  private readonly risk = h("span", { class: "rb-legend-exposure" }, "Exposure");
  private readonly when = h("span", { class: "rb-soft" });
  private readonly whole = h("button", { type: "button", class: "rb-quiet rb-small", hidden: true, click: () => this.wide() }, "Show all");
  private readonly sized: ResizeObserver;
  private plots: uPlot[] = [];
  private frame = 0;
  private width = 0;
  private zoomed = false;
  private epoch = -1;
  private readonly sync = `rustybt-${++charts}`;

  constructor(private readonly points: Points) {
    this.element = h(
      "section",
      { class: "rb-panel rb-wide", "aria-label": "Equity and exposure" },
      h("div", { class: "rb-legend" }, this.value, this.risk, this.when, this.whole),
      this.canvas,
      this.waiting,
    );
    this.sized = new ResizeObserver(() => this.draw());
    this.sized.observe(this.element);
  }

  /** Draw before the next frame. */
  draw(): void {
    if (!this.frame) this.frame = requestAnimationFrame(() => this.paint());
  }

  /** Take the colours of another theme. */
  restyle(): void {
    for (const plot of this.plots) plot.destroy();
    this.plots = [];
    this.narrow(false);
    this.draw();
  }

  destroy(): void {
    cancelAnimationFrame(this.frame);
    this.sized.disconnect();
    for (const plot of this.plots) plot.destroy();
  }

  private paint(): void {
    this.frame = 0;
    const some = this.points.length > 0;
    show(this.waiting, !some);
    show(this.canvas, some);
    const width = Math.floor(this.canvas.clientWidth);
    if (!some || width < 80) return;
    if (!this.plots.length) this.make(width);
    else if (width !== this.width) {
      this.plots.forEach((plot) => plot.setSize({ width, height: plot.height }));
    }
    this.width = width;
    if (this.epoch !== this.points.epoch) this.narrow(false);
    this.epoch = this.points.epoch;
    const times = this.points.column(0);
    this.plots.forEach((plot, place) => plot.setData([times, this.points.column(place === 0 ? 1 : 2)]));
    // What is pointed at is told on while new points come.
    this.tell(this.plots.map((plot) => plot.cursor.idx).find((at) => at != null) ?? this.points.length - 1);
  }

  /** A stretch that somebody dragged over stays chosen while new points come. */
  private narrow(zoomed: boolean): void {
    this.zoomed = zoomed;
    show(this.whole, zoomed);
  }

  private wide(): void {
    this.narrow(false);
    this.draw();
  }

  private make(width: number): void {
    const style = getComputedStyle(this.element);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const axis = { stroke: colour("--rb-soft"), grid: { stroke: colour("--rb-line"), width: 1 }, ticks: { show: false } };
    const font = `11px ${style.fontFamily}`;
    const again = (_: uPlot, __: HTMLElement, handler: (event: MouseEvent) => null) => (event: MouseEvent): null => {
      this.narrow(false);
      return handler(event);
    };
    const options = (height: number, stroke: string, fill: string, dates: boolean): uPlot.Options => ({
      width,
      height,
      tzDate: utc,
      legend: { show: false },
      padding: [8, 2, dates ? 0 : 4, 18],
      cursor: { sync: { key: this.sync }, drag: { x: true, y: false }, points: { size: 6 }, bind: { dblclick: again } },
      scales: { x: { auto: () => !this.zoomed }, y: { range: (_, low, high) => (dates ? fromZero(low, high) : around(low, high)) } },
      axes: [
        { ...axis, show: dates, font, size: 28, space: 74, values: dated },
        { ...axis, font, side: 1, size: 58, values: (_, ticks) => ticks.map((tick) => SHORT.format(tick)) },
      ],
      series: [{}, { stroke, fill, width: 1.5, points: { show: false } }],
      hooks: {
        setCursor: [(plot) => this.tell(plot.cursor.idx ?? this.points.length - 1)],
        setSelect: [(plot) => plot.select.width > 0 && this.narrow(true)],
      },
    });
    const data: uPlot.AlignedData = [[], []];
    const equity = options(190, colour("--rb-equity"), colour("--rb-equity-fill"), false);
    const exposure = options(118, colour("--rb-exposure"), colour("--rb-exposure-fill"), true);
    this.plots = [equity, exposure].map((each) => new uPlot(each, data, this.canvas));
  }

  private tell(at: number): void {
    const [time, value, exposure] = [0, 1, 2].map((place) => this.points.column(place as 0 | 1 | 2)[at]);
    if (time === undefined) return;
    say(this.value, `Equity ${money(value)}`);
    say(this.risk, `Exposure ${money(exposure)}`);
    say(this.when, `${new Date(time * 1000).toISOString().slice(0, 16).replace("T", " ")} UTC`);
  }
}
