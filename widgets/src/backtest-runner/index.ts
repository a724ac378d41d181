/** The backtest runner: what rustybt/widgets/backtest_runner.py says, and the commands it takes. */

import chartStyle from "uplot/dist/uPlot.min.css";
import base from "../console/console.css";
import { h, mark, say, section } from "../lib/dom";
import { Commands, listen, type Message, type Model } from "../lib/model";
import { followTheme } from "../lib/theme";
import { Setup, type Choices, type Strategy } from "../setup/form";
import setupStyle from "../setup/setup.css";
import { Comparison } from "./comparison";
import { ParameterFields } from "./parameters";
import { Runs, type Run } from "./runs";

export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const commands = new Commands(model);
  const ask = (kind: string, values?: Message): Promise<Message> => commands.ask(kind, values);
  const last = (): Message => (model.get("last") as Message | undefined) ?? {};
  const parameters = new ParameterFields();
  const setup = new Setup(ask, (strategy: Strategy | undefined) => parameters.draw(strategy, last()));
  const answer = h("p", { class: "rb-answer", role: "status" });
  const told = (text: string, bad = false): void => {
    say(answer, text);
    mark(answer, "tone", bad ? "bad" : "");
  };
  const begin = (event: Event): void => {
    event.preventDefault();
    ask("run", { ...setup.values(), parameters: parameters.values() }).then(
      (done) => told(`Run ${String(done["run"])} is on its way.`),
      (error: Error) => told(error.message, true),
    );
  };
  const form = h(
    "form",
    { submit: begin },
    setup.element,
    parameters.element,
    h("div", { class: "rb-actions" }, h("button", { type: "submit", class: "rb-go" }, "Run backtest"), answer),
  );
  const shown = h("section", { class: "rb-shown", "aria-label": "Result", hidden: true });
  const comparison = new Comparison(ask);
  const runs = new Runs(ask, shown, comparison, told);
  const root = h(
    "div",
    // JupyterLab would take the keys of a form for commands on the cell.
    { class: "rb-console rb-runner", role: "region", "aria-label": "Backtest runner", "data-lm-suppress-shortcuts": "true" },
    h("style", {}, chartStyle, base, setupStyle),
    h("h2", {}, "Backtest runner"),
    form,
    section("Runs", runs.element),
    comparison.element,
    shown,
  );
  const drawChoices = (): void => {
    const choices = model.get("choices") as Choices;
    if (choices?.strategies) setup.draw(choices, last());
  };
  const drawRuns = (): void => runs.draw((model.get("runs") as Run[] | undefined) ?? []);

  el.append(root);
  const ends = [
    followTheme((theme) => {
      mark(root, "theme", theme);
      comparison.restyle();
    }),
    listen(model, "msg:custom", (message: Message) => commands.hear(message)),
    listen(model, "change:choices", drawChoices),
    listen(model, "change:runs", drawRuns),
  ];
  drawChoices();
  drawRuns();
  model.send({ kind: "hello" });
  return () => {
    for (const end of ends) end();
    comparison.destroy();
    root.remove();
  };
}

export default { render };
