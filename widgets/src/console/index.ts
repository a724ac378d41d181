/** The live console: a view of what rustybt/widgets/console.py says, and the commands it takes. */

import chartStyle from "uplot/dist/uPlot.min.css";
import { h, mark } from "../lib/dom";
import { Commands, listen, type Message, type Model } from "../lib/model";
import { Points } from "../lib/points";
import { followTheme } from "../lib/theme";
import { Account } from "./account";
import { Breakers } from "./breakers";
import { Chart } from "./chart";
import style from "./console.css";
import { Events } from "./events";
import { FeedPanel } from "./feed";
import { HaltControl } from "./halt";
import { Header } from "./header";
import { ReconciliationPanel } from "./reconciliation";
import { ShadowPanel } from "./shadow";
import type { Beat, EngineEvent, Reconciliation, Shadow, Status } from "./types";

const TICK_MS = 200;
const PATIENCE_MS = 1000;

export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const commands = new Commands(model);
  const points = new Points();
  const header = new Header();
  const halt = new HaltControl(commands, () => String(model.get("session")));
  const chart = new Chart(points);
  const account = new Account();
  const feed = new FeedPanel();
  const breakers = new Breakers(commands, halt.operator);
  const reconciliation = new ReconciliationPanel();
  const shadow = new ShadowPanel();
  const events = new Events();
  const root = h(
    "div",
    // JupyterLab would take the keys of a form for commands on the cell.
    { class: "rb-console", role: "region", "aria-label": "Live console", "data-lm-suppress-shortcuts": "true" },
    h("style", {}, chartStyle, style),
    h("div", { class: "rb-top" }, header.line, halt.buttons),
    halt.said,
    header.failure,
    halt.panel,
    header.tiles,
    chart.element,
    h(
      "div",
      { class: "rb-grid" },
      h("div", { class: "rb-column" }, account.positions, feed.element, breakers.element),
      h("div", { class: "rb-column" }, account.orders, reconciliation.element, shadow.element),
    ),
    events.element,
  );

  let asked = 0;
  const ask = (): void => {
    if (performance.now() - asked < PATIENCE_MS) return;
    asked = performance.now();
    model.send({ kind: "points", epoch: points.epoch, after: points.length });
  };
  const drawStatus = (): void => {
    const status = model.get("status") as Status;
    header.draw(status, points.length ? points.column(1)[0] : undefined);
    halt.draw(status);
    account.draw(status);
    feed.draw(status);
    breakers.draw(status);
  };
  const heard = (message: Message, buffers: DataView[]): void => {
    switch (message["kind"]) {
      case "points":
        if (points.take(Number(message["epoch"]), Number(message["after"]), Number(message["count"]), buffers[0]!)) {
          chart.draw();
        } else ask();
        break;
      case "events":
        events.take(message["events"] as EngineEvent[], Boolean(message["all"]));
        break;
      default:
        commands.hear(message);
    }
  };
  const drawReconciliation = (): void => reconciliation.draw(model.get("reconciliation") as Reconciliation);
  const drawShadow = (): void => shadow.draw(model.get("shadow") as Shadow);
  const beat = (): void => header.hear(model.get("beat") as Beat);
  const drawn = { status: drawStatus, reconciliation: drawReconciliation, shadow: drawShadow, beat };

  el.append(root);
  const ends = [
    followTheme((theme) => {
      mark(root, "theme", theme);
      chart.restyle();
    }),
    listen(model, "msg:custom", heard),
    ...Object.entries(drawn).map(([name, draw]) => listen(model, `change:${name}`, draw)),
  ];
  const ticking = setInterval(() => halt.stall(header.tick()), TICK_MS);
  for (const draw of Object.values(drawn)) draw();
  model.send({ kind: "hello" });
  return () => {
    clearInterval(ticking);
    for (const end of ends) end();
    chart.destroy();
    halt.destroy();
    events.destroy();
    root.remove();
  };
}

export default { render };
