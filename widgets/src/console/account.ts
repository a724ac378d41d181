/** Positions and open orders. */

import { h, say, section, Table } from "../lib/dom";
import { money, plain, price } from "../lib/format";
import type { OpenOrder, Position, Status } from "./types";

const value = (row: Position): number => Number(row.amount) * Number(row.price);

function priceOf(order: OpenOrder): string {
  const limit = order.limit === null ? "" : `limit ${price(order.limit)}`;
  const stop = order.stop === null ? "" : `stop ${price(order.stop)}`;
  return [limit, stop].filter(Boolean).join(", ") || words(order.type);
}

const words = (type: string): string => type.replaceAll("_", " ");

export class Account {
  readonly positions: HTMLElement;
  readonly orders: HTMLElement;
  private readonly held = new Table<Position>(
    "Positions",
    [
      { title: "Asset", text: true, cell: (row) => row.symbol },
      { title: "Amount", cell: (row) => plain(row.amount), exact: (row) => row.amount },
      { title: "Price", cell: (row) => price(row.price), exact: (row) => row.price },
      { title: "Value", cell: (row) => money(value(row)) },
    ],
    "Nothing is held.",
  );
  private readonly open = new Table<OpenOrder>(
    "Open orders",
    [
      { title: "Asset", text: true, cell: (row) => row.symbol, exact: (row) => row.order_id },
      { title: "Amount", cell: (row) => plain(row.amount) },
      { title: "Filled", cell: (row) => plain(row.filled) },
      { title: "Price", text: true, cell: priceOf },
      { title: "State", text: true, cell: stateOf },
    ],
    "No order is open.",
  );
  private readonly counts = [h("span", { class: "rb-count" }), h("span", { class: "rb-count" })] as const;
  private readonly unknown = h("p", { class: "rb-warning", role: "alert", hidden: true });

  constructor() {
    this.positions = section("Positions", this.held.element);
    this.orders = section("Open orders", this.unknown, this.open.element);
    [this.positions, this.orders].forEach((each, at) => each.querySelector("h3")!.append(this.counts[at]!));
  }

  draw(status: Status): void {
    const orders = status.open_orders ?? [];
    const held = status.positions ?? [];
    [held, orders].forEach((rows, at) => say(this.counts[at]!, rows.length ? String(rows.length) : ""));
    this.held.draw(held);
    this.open.draw(orders, (row) => row.state);
    const unknown = [...new Set(orders.filter((row) => row.state === "UNKNOWN").map((row) => row.symbol))];
    this.unknown.hidden = unknown.length === 0;
    this.unknown.textContent = unknown.length
      ? `UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${some(unknown)} until that is known.`
      : "";
  }
}

const NAMED = 8;

function some(names: string[]): string {
  const left = names.length - NAMED;
  return left > 0 ? `${names.slice(0, NAMED).join(", ")} and ${left} more` : names.join(", ");
}

function stateOf(order: OpenOrder): Node {
  const unknown = order.state.toUpperCase() === "UNKNOWN";
  return h("span", { class: "rb-chip", "data-tone": unknown ? "bad" : "" }, unknown ? "? UNKNOWN" : words(order.state));
}
