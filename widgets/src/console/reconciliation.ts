/** What the last comparison with the broker found, line by line, and what was done about it. */

import { h, mark, say, section, show, Table } from "../lib/dom";
import { plain, words } from "../lib/format";
import type { Discrepancy, Reconciliation, Side } from "./types";

interface Line {
  severity: string;
  what: string;
  kind: string;
  here: string;
  there: string;
  difference: string;
}

interface Done {
  action: string;
  why: string;
}

const side = (told: Side | null | undefined): string =>
  told ? (told.status ? words(told.status) : `${plain(told.amount)} at ${plain(told.price)}`) : "none";

function lines(report: Reconciliation): Line[] {
  const position = (each: Discrepancy): Line => ({
    severity: each.severity,
    what: each.asset?.symbol ?? "position",
    kind: words(each.type ?? ""),
    here: plain(each.local_amount),
    there: plain(each.broker_amount),
    difference: plain(each.difference),
  });
  const other = (name: string, id: string, each: Discrepancy): Line => ({
    severity: each.severity,
    what: `${name} ${id}`,
    kind: words(each.type ?? ""),
    here: side(each.local),
    there: side(each.broker),
    difference: each.detail ?? "",
  });
  const cash = report.cash_discrepancy;
  return [
    ...(report.position_discrepancies ?? []).map(position),
    ...(cash
      ? [
          {
            severity: cash.severity,
            what: "cash",
            kind: "",
            here: plain(cash.local_cash),
            there: plain(cash.broker_cash),
            difference: `${plain(cash.unexplained)} unexplained`,
          },
        ]
      : []),
    ...(report.order_discrepancies ?? []).map((each) => other("order", each.order_id ?? "", each)),
    ...(report.fill_discrepancies ?? []).map((each) => other("trade", each.trade_id ?? "", each)),
    ...(report.missed_entries ?? []).map((each) => ({
      severity: "minor",
      what: `cash entry ${each.entry_id}`,
      kind: words(each.kind),
      here: "none",
      there: plain(each.amount),
      difference: "",
    })),
    ...(report.unknown ?? []).map((told) => ({
      severity: "unknown",
      what: told,
      kind: "no answer",
      here: "",
      there: "",
      difference: "",
    })),
  ];
}

function why(action: Record<string, unknown>): string {
  for (const name of ["reason", "text", "evidence", "order_id"]) {
    if (typeof action[name] === "string") return action[name];
  }
  return "";
}

export class ReconciliationPanel {
  readonly element: HTMLElement;
  private readonly verdict = h("p", { class: "rb-verdict" });
  private readonly differences = new Table<Line>(
    "Differences",
    [
      { title: "Severity", text: true, cell: (row) => h("span", { class: "rb-chip", "data-tone": tone(row) }, row.severity) },
      { title: "What", text: true, cell: (row) => row.what },
      { title: "Kind", text: true, cell: (row) => row.kind },
      { title: "Here", cell: (row) => row.here },
      { title: "Broker", cell: (row) => row.there },
      { title: "Difference", cell: (row) => row.difference },
    ],
    "",
  );
  private readonly done = new Table<Done>(
    "What was done",
    [
      { title: "Done", text: true, cell: (row) => row.action },
      { title: "Why", text: true, cell: (row) => row.why },
    ],
    "",
  );

  constructor() {
    this.element = section("Reconciliation", this.verdict, this.differences.element, this.done.element);
    this.draw({});
  }

  draw(report: Reconciliation): void {
    const found = lines(report);
    const done = (report.actions_taken ?? []).map((each) => ({
      action: String(each["action"]).replace(/(?!^)([A-Z])/g, " $1").toLowerCase(),
      why: why(each),
    }));
    const when = report.timestamp?.slice(0, 19).replace("T", " ");
    say(this.verdict, when ? `${report.summary ?? ""} \u00b7 ${when} UTC` : "Not compared with the broker yet.");
    mark(this.verdict, "tone", when ? (found.length ? "warn" : "good") : "");
    this.differences.draw(found);
    this.done.draw(done);
    show(this.differences.element, found.length > 0);
    show(this.done.element, done.length > 0);
  }
}

const tone = (row: Line): string => (row.severity === "critical" ? "bad" : row.severity === "minor" ? "" : "warn");
