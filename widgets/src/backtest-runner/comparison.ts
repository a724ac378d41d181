/** Runs beside each other: what one of money became in each, and their figures. */

import uPlot from "uplot";
import { dated, utc } from "../lib/dates";
import { h, section, show, Table } from "../lib/dom";
import type { Ask } from "../setup/form";
import { FIGURES, nameOf, type Run } from "./runs";

interface Curve {
  times: number[];
  worth: number[];
}

// Told apart by their dashes, too.
const COLOURS = { light: ["#1d5fd1", "#c2410c", "#0f766e", "#7c3aed", "#9d174d"], dark: ["#6ea8fe", "#fb923c", "#2dd4bf", "#b794f6", "#f472b6"] };
const DASHES = [[], [6, 3], [2, 3], [10, 3, 2, 3], [12, 4]];
const HEIGHT = 240;

export class Comparison {
  readonly element: HTMLElement;
  private readonly place = h("div", { role: "img", "aria-label": "Growth of the runs that are compared" });
  private readonly legend = h("ul", { class: "rb-legend" });
  private readonly table = new Table<Run>(
    "Compared runs",
    [
      { title: "Run", text: true, cell: nameOf },
      ...FIGURES.map(([name, title, text]) => ({ title, cell: (run: Run) => text(run.figures[name]) })),
    ],
    "",
  );
  private readonly sized: ResizeObserver;
  private plot: uPlot | null = null;
  private runs: Run[] = [];
  private curves: Curve[] = [];
  private drawn = "";

  constructor(private readonly ask: Ask) {
    this.element = section("Comparison: growth of 1", this.legend, this.place, this.table.element);
    this.sized = new ResizeObserver(() => {
      const width = Math.floor(this.place.clientWidth);
      if (this.plot && width > 80 && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
    });
    this.sized.observe(this.place);
    show(this.element, false);
  }

  draw(runs: Run[]): void {
    const drawn = runs.map((run) => run.id).join(",");
    if (drawn === this.drawn) return;
    this.drawn = drawn;
    show(this.element, runs.length > 1);
    if (runs.length < 2) return;
    this.table.draw(runs);
    this.ask("curves", { runs: runs.map((run) => run.id) }).then((answer) => {
      if (this.drawn !== drawn) return;
      [this.runs, this.curves] = [runs, answer["curves"] as Curve[]];
      this.restyle();
    }, () => undefined);
  }

  restyle(): void {
    this.plot?.destroy();
    this.plot = null;
    const width = Math.floor(this.place.clientWidth);
    if (!this.curves.length || width < 80) return;
    const style = getComputedStyle(this.place);
    const of = (name: string): string => style.getPropertyValue(name).trim();
    const theme = this.element.closest<HTMLElement>("[data-theme]")?.dataset["theme"] === "dark" ? "dark" : "light";
    const colour = (at: number): string => COLOURS[theme][at % 5]!;
    const axis = { font: `11px ${style.fontFamily}`, stroke: of("--rb-soft"), grid: { stroke: of("--rb-line"), width: 1 }, ticks: { show: false } };
    const joined = uPlot.join(this.curves.map((curve): uPlot.AlignedData => [curve.times, curve.worth]));
    this.plot = new uPlot(
      {
        width,
        height: HEIGHT,
        legend: { show: false },
        cursor: { show: false },
        tzDate: utc,
        axes: [{ ...axis, space: 74, values: dated }, { ...axis, size: 54 }],
        series: [{}, ...this.runs.map((_, at) => ({ stroke: colour(at), width: 1.8, dash: DASHES[at % 5]!, spanGaps: true, points: { show: false } }))],
      },
      joined,
      this.place,
    );
    this.legend.replaceChildren(...this.runs.map((run, at) => this.key(nameOf(run), colour(at), DASHES[at % 5]!)));
  }

  destroy(): void {
    this.sized.disconnect();
    this.plot?.destroy();
  }

  private key(name: string, colour: string, dash: number[]): HTMLElement {
    const line = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    line.setAttribute("width", "34");
    line.setAttribute("height", "8");
    line.setAttribute("aria-hidden", "true");
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    path.setAttribute("d", "M0 4H34");
    path.setAttribute("style", `stroke:${colour};stroke-width:2;stroke-dasharray:${dash.join(" ") || "none"}`);
    line.append(path);
    return h("li", {}, line, ` ${name}`);
  }
}
