/** The optimisation runner: what rustybt/widgets/optimization_runner.py says, and the commands it takes. */

import chartStyle from "uplot/dist/uPlot.min.css";
import base from "../console/console.css";
import { h, mark, say, show } from "../lib/dom";
import { Commands, listen, type Message, type Model } from "../lib/model";
import { followTheme } from "../lib/theme";
import { labelled, offer, Setup, type Choices } from "../setup/form";
import setupStyle from "../setup/setup.css";
import { StudyPanel } from "../study-view/panel";
import studyStyle from "../study-view/study.css";
import type { Plan, Row, Status } from "../study-view/types";
import { Ranges } from "./ranges";

interface Kept {
  name: string;
  strategy: string;
  bundle: string;
  state: string;
  ended: number;
  wanted: number;
}

interface Offers extends Choices {
  searches?: string[];
  objectives?: string[];
  executors?: string[];
  studies?: Kept[];
}

export function render({ model, el }: { model: Model; el: HTMLElement }): () => void {
  const commands = new Commands(model);
  const ask = (kind: string, values?: Message): Promise<Message> => commands.ask(kind, values);
  const last = (): Message => (model.get("last") as Message | undefined) ?? {};
  const ranges = new Ranges();
  const setup = new Setup(ask, (strategy) => ranges.draw(strategy, last()));
  const objective = h("select", {}), search = h("select", {}), executor = h("select", {});
  const trials = h("input", { type: "text", inputmode: "numeric", placeholder: "grid: all, else 100" });
  const name = h("input", { type: "text", placeholder: "derived from its settings" });
  const kept = h("select", {});
  const answer = h("p", { class: "rb-answer", role: "status" });
  const told = (text: string, bad = false): void => {
    say(answer, text);
    mark(answer, "tone", bad ? "bad" : "");
  };
  const doing = (asked: Promise<Message>): void => void asked.then(() => told(""), (error: Error) => told(error.message, true));
  const begin = (event: Event): void => {
    event.preventDefault();
    told("Opening the bundle and starting.");
    const chosen = { objective: objective.value, search: search.value, executor: executor.value };
    doing(ask("start", { ...setup.values(), ...chosen, space: ranges.values(), trials: trials.value, name: name.value }));
  };
  const again = h("button", { type: "button", click: () => doing(ask("open", { name: kept.value })) }, "Show");
  const choosing = h("div", { class: "rb-fields" });
  choosing.append(
    labelled("Objective", objective), labelled("Search", search), labelled("Trials", trials),
    labelled("Runs in", executor), labelled("Name of the study", name),
  );
  const form = h(
    "form",
    { submit: begin },
    setup.element,
    ranges.element,
    h("fieldset", {}, h("legend", {}, "Search"), choosing),
    h("div", { class: "rb-actions" }, h("button", { type: "submit", class: "rb-go" }, "Start study"), answer),
  );
  const before = h("div", { class: "rb-actions" }, labelled("Studies that are kept", kept, "rb-choice"), again);
  const panel = new StudyPanel(ask);
  const study = h("section", { class: "rb-study rb-shown", "aria-label": "Study", hidden: true }, panel.element);
  const root = h(
    "div",
    // JupyterLab would take the keys of a form for commands on the cell.
    { class: "rb-console rb-runner", role: "region", "aria-label": "Optimisation runner", "data-lm-suppress-shortcuts": "true" },
    h("style", {}, chartStyle, base, studyStyle, setupStyle),
    h("h2", {}, "Optimisation runner"),
    form,
    before,
    study,
  );
  let first = true;
  const drawChoices = (): void => {
    const choices = model.get("choices") as Offers;
    if (!choices?.strategies) return;
    const same = (names: string[] = []): [string, string][] => names.map((each) => [each, each.replaceAll("_", " ")]);
    const known = last();
    offer(objective, same(choices.objectives), String(known["objective"] ?? "sharpe"));
    offer(search, same(choices.searches), String(known["search"] ?? "bayesian"));
    offer(executor, same(choices.executors), String(known["executor"] ?? "processes"));
    if (first && known["trials"]) trials.value = String(known["trials"]);
    first = false;
    offer(kept, (choices.studies ?? []).map((each) => [each.name, `${each.name}: ${each.state}, ${each.ended} of ${each.wanted}`]));
    show(before, (choices.studies ?? []).length > 0);
    setup.draw(choices, known);
  };
  const drawStudy = (): void => {
    const plan = model.get("plan") as Plan;
    show(study, Boolean(plan?.name));
    mark(study, "theme", root.dataset["theme"] ?? "light");
    if (plan?.name) panel.show(plan, model.get("status") as Status, model.get("improved") as [number, number][]);
  };

  el.append(root);
  const ends = [
    followTheme((theme) => {
      mark(root, "theme", theme);
      mark(study, "theme", theme);
      panel.restyle();
    }),
    listen(model, "msg:custom", (message: Message) => {
      if (message["kind"] === "trials") panel.take(message["rows"] as Row[], Boolean(message["all"]));
      else commands.hear(message);
    }),
    listen(model, "change:choices", drawChoices),
    ...["plan", "status", "improved"].map((each) => listen(model, `change:${each}`, drawStudy)),
  ];
  drawChoices();
  drawStudy();
  model.send({ kind: "hello" });
  return () => {
    for (const end of ends) end();
    panel.destroy();
    root.remove();
  };
}

export default { render };
