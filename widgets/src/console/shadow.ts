/** How live stands beside its shadow; there only where a shadow runs. */

import { h, mark, say, section, show, Table } from "../lib/dom";
import { percent, plain, time, words } from "../lib/format";
import type { Divergence, Shadow, Signal } from "./types";

interface Figure {
  name: string;
  value: string;
}

const bps = (value: unknown): string => (value === null || value === undefined ? "\u2013" : `${plain(Number(value).toFixed(2))} bps`);
const points = (value: unknown): string => (value === null || value === undefined ? "\u2013" : `${plain(Number(value).toFixed(2))}\u00a0%`);

function sides(row: Divergence): string {
  return (["live_signal", "backtest_signal"] as const)
    .map((name) => {
      const signal = row[name] as Signal | null | undefined;
      const who = name === "live_signal" ? "live" : "shadow";
      return signal ? `${who} ${signal.side ?? ""} ${plain(signal.quantity)}` : `${who} none`;
    })
    .join(", ");
}

function about(row: Divergence): Signal {
  return ((row["live_signal"] ?? row["backtest_signal"]) as Signal | null) ?? {};
}

export class ShadowPanel {
  readonly element: HTMLElement;
  private readonly verdict = h("span", { class: "rb-chip" });
  private readonly why = h("span", { class: "rb-soft" });
  private readonly figures = h("dl", { class: "rb-figures" });
  private readonly divergences = new Table<Divergence>(
    "Divergences",
    [
      { title: "When, UTC", text: true, cell: (row) => time(about(row).timestamp_ns) },
      { title: "Asset", text: true, cell: (row) => about(row).asset?.symbol ?? "" },
      { title: "Kind", text: true, cell: (row) => words(String(row["alignment_type"] ?? "")) },
      { title: "Sides", text: true, cell: sides },
      { title: "Likely reason", text: true, cell: (row) => [words(row.reason ?? ""), row.detail].filter(Boolean).join(": ") },
    ],
    "Nothing diverged.",
  );
  private drawn = "";

  constructor() {
    const drill = h("details", {}, h("summary", {}, "Divergences"), this.divergences.element);
    this.element = section("Shadow", h("p", { class: "rb-verdict" }, this.verdict, " ", this.why), this.figures, drill);
    this.element.hidden = true;
  }

  draw(shadow: Shadow): void {
    show(this.element, Boolean(shadow.status) && shadow.status !== "off");
    const next = JSON.stringify(shadow);
    if (next === this.drawn || this.element.hidden) return;
    this.drawn = next;
    const good = shadow.status === "aligned";
    const waits = shadow.status === "waiting";
    say(this.verdict, `${good ? "\u2713" : waits ? "\u2026" : "\u25a0"} ${words(shadow.status ?? "")}`);
    mark(this.verdict, "tone", good ? "good" : waits ? "" : "bad");
    say(this.why, shadow.why || (waits ? "nothing was compared yet" : ""));
    this.figures.replaceChildren(
      ...this.figuresOf(shadow).map((each) => h("div", {}, h("dt", {}, each.name), h("dd", {}, each.value))),
    );
    this.divergences.draw(shadow.divergences ?? []);
  }

  private figuresOf(shadow: Shadow): Figure[] {
    const execution = shadow.execution_quality ?? {};
    const breakdown = Object.entries(shadow.signal_alignment?.divergence_breakdown ?? {});
    const latency = shadow.average_latency_ms;
    return [
      { name: "Match rate", value: percent(shadow.signal_alignment?.signal_match_rate) },
      ...breakdown.map(([name, count]) => ({ name: words(name), value: String(count) })),
      { name: "Slippage error", value: bps(execution["slippage_error_bps"]) },
      { name: "Fill rate error", value: points(execution["fill_rate_error_pct"]) },
      { name: "Commission error", value: points(execution["commission_error_pct"]) },
      { name: "Latency", value: latency === null || latency === undefined ? "\u2013" : `${Number(latency).toFixed(1)} ms` },
    ];
  }
}
