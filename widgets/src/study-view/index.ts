/** The live view of a study: what rustybt/widgets/study_view.py says, and the commands it takes. */

import chartStyle from "uplot/dist/uPlot.min.css";
import base from "../console/console.css";
import { h, mark } from "../lib/dom";
import { Commands, listen, type Message, type Model } from "../lib/model";
import { followTheme } from "../lib/theme";
import { StudyPanel } from "./panel";
import style from "./study.css";
import type { Plan, Row, Status } from "./types";

export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const commands = new Commands(model);
  const panel = new StudyPanel((kind, values) => commands.ask(kind, values));
  const root = h(
    "div",
    // JupyterLab would take the keys of a form for commands on the cell.
    { class: "rb-console rb-study", role: "region", "aria-label": "Study", "data-lm-suppress-shortcuts": "true" },
    h("style", {}, chartStyle, base, style),
    panel.element,
  );
  const draw = (): void =>
    panel.show(model.get("plan") as Plan, model.get("status") as Status, model.get("improved") as [number, number][]);
  const heard = (message: Message): void => {
    if (message["kind"] === "trials") panel.take(message["rows"] as Row[], Boolean(message["all"]));
    else commands.hear(message);
  };
  el.append(root);
  const ends = [
    followTheme((theme) => {
      mark(root, "theme", theme);
      panel.restyle();
    }),
    listen(model, "msg:custom", heard),
    ...["plan", "status", "improved"].map((name) => listen(model, `change:${name}`, draw)),
  ];
  draw();
  model.send({ kind: "hello" });
  return () => {
    for (const end of ends) end();
    panel.destroy();
    root.remove();
  };
}

export default { render };
