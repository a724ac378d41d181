/** Positions and open orders. */

import { h, section, Table } from "../lib/dom";
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
  private readonly unknown = h("p", { class: "rb-warning", role: "alert", hidden: true });

  constructor() {
    this.positions = section("Positions", this.held.element);
    this.orders = section("Open orders", this.unknown, this.open.element);
  }

  draw(status: Status): void {
    const orders = status.open_orders ?? [];
    this.held.draw(status.positions ?? []);
    this.open.draw(orders, (row) => row.state);
    const unknown = [...new Set(orders.filter((row) => row.state === "UNKNOWN").map((row) => row.symbol))];
    this.unknown.hidden = unknown.length === 0;
    this.unknown.textContent = unknown.length
      ? `UNKNOWN: nobody knows yet whether the broker has it. No new risk in ${unknown.join(", ")} until that is known.`
      : "";
  }
}

function stateOf(order: OpenOrder): Node {
  const unknown = order.state.toUpperCase() === "UNKNOWN";
  return h("span", { class: "rb-chip", "data-tone": unknown ? "bad" : "" }, unknown ? "? UNKNOWN" : words(order.state));
}
