/** The data of each asset: one line if all are good, and a row for each that is not. */

import { h, say, section, show, Table } from "../lib/dom";
import { age } from "../lib/format";
import type { AssetFeed, Status } from "./types";

const GOOD = new Set(["fresh", "closed"]);
const SIGNS: Record<string, [sign: string, tone: string]> = {
  waiting: ["\u2026", "warn"],
  stale: ["\u26a0", "bad"],
  gap: ["\u2702", "bad"],
};

function stateOf(row: AssetFeed): Node {
  const [sign, tone] = SIGNS[row.state] ?? ["?", "bad"];
  return h("span", { class: "rb-chip", "data-tone": tone }, `${sign} ${row.state}`);
}

const ageOf = (row: AssetFeed): string => (row.age_s === null ? "no data yet" : age(row.age_s));

export class FeedPanel {
  readonly element: HTMLElement;
  private readonly summary = h("p", { class: "rb-soft" });
  private readonly late = new Table<AssetFeed>(
    "Data that are not fresh",
    [
      { title: "Asset", text: true, cell: (row) => row.symbol },
      { title: "Age", cell: ageOf },
      { title: "State", text: true, cell: stateOf },
    ],
    "",
  );

  constructor() {
    this.element = section("Data", this.summary, this.late.element);
    show(this.element, false);
  }

  draw(status: Status): void {
    const assets = status.feed?.assets ?? [];
    const late = assets.filter((each) => !GOOD.has(each.state)).map((each) => ({ ...each, age_s: whole(each.age_s) }));
    show(this.element, assets.length > 0);
    show(this.late.element, late.length > 0);
    this.late.draw(late);
    say(this.summary, told(assets, late.length));
  }
}

/** A table that is drawn anew for every tenth of a second would leave a reader no peace. */
const whole = (seconds: number | null): number | null => (seconds === null ? null : Math.floor(seconds));

function told(assets: AssetFeed[], late: number): string {
  const fresh = assets.filter((each) => each.state === "fresh");
  const closed = assets.length - late - fresh.length;
  const oldest = Math.max(0, ...fresh.map((each) => each.age_s ?? 0));
  const parts = [`${fresh.length} of ${assets.length} assets fresh`];
  if (fresh.length) parts[0] += `, the oldest ${age(oldest)}`;
  if (closed) parts.push(`${closed} with a closed market`);
  if (late) parts.push("no new risk in those below");
  return `${parts.join("; ")}.`;
}
