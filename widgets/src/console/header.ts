/** Who runs, where it stands, and whether it lives. */

import { h, mark, say, show } from "../lib/dom";
import { age, difference, money, plain, time } from "../lib/format";
import { places } from "../lib/jupyter";
import { SIGNS } from "./states";
import type { Beat, Status } from "./types";

const STALL_SECONDS = 1;

class Tile {
  readonly element: HTMLElement;
  private readonly title: HTMLElement;
  private readonly value = h("dd", {}, "\u2013");
  private readonly detail = h("dd", { class: "rb-soft" });

  constructor(private readonly name: string) {
    this.title = h("dt", {}, name);
    this.element = h("div", { class: "rb-tile" }, this.title, this.value, this.detail);
  }

  /** In which currency its amount is. */
  of(currency: string): void {
    say(this.title, currency ? `${this.name}, ${currency}` : this.name);
  }

  say(value: string, detail = "", tone = ""): void {
    say(this.value, value);
    say(this.detail, detail);
    mark(this.element, "tone", tone);
  }
}

export class Header {
  readonly line: HTMLElement;
  readonly tiles: HTMLElement;
  readonly failure = h("p", { class: "rb-failure", role: "alert", hidden: true });
  private readonly name = h("h2", {}, "");
  private readonly mode = h("span", { class: "rb-badge" });
  private readonly broker = h("span", { class: "rb-soft" });
  private readonly sign = h("span", { "aria-hidden": "true" });
  private readonly word = h("span", {}, "NEW");
  private readonly state = h("span", { class: "rb-state", "aria-label": "State" }, this.sign, this.word);
  private readonly tile = {
    equity: new Tile("Equity"),
    cash: new Tile("Cash"),
    exposure: new Tile("Exposure"),
    orders: new Tile("Orders"),
    market: new Tile("Market time, UTC"),
    feed: new Tile("Feed age"),
    beat: new Tile("Heartbeat"),
  };
  private readonly from = places().kernel;
  private heard = performance.now();
  private beat: Beat = {};
  private running = false;

  constructor() {
    this.state.setAttribute("role", "status");
    this.line = h("div", { class: "rb-who" }, this.name, this.mode, this.broker, this.state);
    this.tiles = h("dl", { class: "rb-tiles" }, ...Object.values(this.tile).map((tile) => tile.element));
  }

  draw(status: Status, first: number | undefined): void {
    const state = status.state ?? "NEW";
    const [sign, tone] = SIGNS[state] ?? ["\u2026", "idle"];
    this.running = status.running ?? false;
    say(this.name, status.name ?? "");
    say(this.mode, (status.environment ?? "").toUpperCase());
    show(this.mode, Boolean(status.environment));
    mark(this.mode, "mode", status.environment ?? "");
    const broker = status.broker === status.environment ? "" : status.broker;
    say(this.broker, [broker, status.account].filter(Boolean).join(" \u00b7 "));
    say(this.sign, sign);
    say(this.word, state);
    mark(this.state, "tone", tone);
    show(this.failure, Boolean(status.failure));
    say(this.failure, status.failure ?? "");
    this.money(status, first);
    const open = status.open_orders?.length ?? 0;
    const fills = status.fills ?? 0;
    this.tile.orders.say(`${open} open`, `${plain(status.orders_submitted ?? 0)} sent, ${plain(fills)} ${fills === 1 ? "fill" : "fills"}`);
    const market = time(status.market_time_ns);
    this.tile.market.say(market.slice(0, 10), market.slice(11));
  }

  hear(beat: Beat): void {
    this.beat = beat;
    this.heard = performance.now();
    this.tick();
  }

  /** Time passes also when nobody says so: that is what a stall looks like. Whether it is one is returned. */
  tick(): boolean {
    const since = (performance.now() - this.heard) / 1000;
    const { feed_age: feed, error } = this.beat;
    const lived = this.beat.age === null || this.beat.age === undefined ? null : this.beat.age + since;
    if (error) this.tile.beat.say("no answer", error, "bad");
    else if (!this.running) this.tile.beat.say("stopped", since > STALL_SECONDS ? `${this.from} is silent` : "", "idle");
    else if (lived === null) this.tile.beat.say("\u2013");
    else if (lived > STALL_SECONDS) this.tile.beat.say("STALL", `silent for ${age(lived)}`, "bad");
    else this.tile.beat.say("alive", `${age(lived)} ago`, "good");
    if (!this.running || feed === null || feed === undefined) this.tile.feed.say(this.running ? "\u2013" : "ended");
    else this.tile.feed.say(age(feed + since), "since the last bar");
    return this.running && (Boolean(error) || (lived ?? 0) > STALL_SECONDS);
  }

  private money(status: Status, first: number | undefined): void {
    for (const tile of [this.tile.equity, this.tile.cash, this.tile.exposure]) tile.of(status.currency ?? "");
    const value = Number(status.portfolio_value);
    const gain = first === undefined || !status.portfolio_value ? "" : `${difference(value - first)} since the start`;
    this.tile.equity.say(money(status.portfolio_value), gain);
    this.tile.cash.say(money(status.cash));
    const share = value > 0 ? `${((Number(status.exposure) / value) * 100).toFixed(1)}\u00a0% of equity` : "";
    this.tile.exposure.say(money(status.exposure), share);
  }
}
