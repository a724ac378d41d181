/** Which parameters are searched, and between which values. */

import { h } from "../lib/dom";
import type { Message } from "../lib/model";
import { labelled, type Parameter, type Strategy } from "../setup/form";

interface Range {
  parameter: Parameter;
  used: HTMLInputElement;
  fields: Record<string, HTMLInputElement>;
}

export class Ranges {
  readonly element = h("fieldset", {}, h("legend", {}, "Space"));
  private ranges: Range[] = [];

  draw(strategy: Strategy | undefined, last: Message): void {
    const before = last["strategy"] === strategy?.key ? ((last["space"] ?? {}) as Record<string, Message>) : null;
    this.ranges = (strategy?.parameters ?? []).map((parameter) => rangeOf(parameter, before));
    const none = strategy ? "This strategy declares no parameter." : "Choose a strategy, or run the cell that defines one.";
    const rows = this.ranges.map((range) => row(range));
    this.element.replaceChildren(h("legend", {}, "Space"), ...(rows.length ? rows : [h("p", { class: "rb-empty" }, none)]));
  }

  values(): Message {
    const used = this.ranges.filter((range) => range.used.checked);
    return Object.fromEntries(
      used.map(({ parameter, fields }) => [
        parameter.name,
        {
          kind: parameter.kind,
          ...Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, field.type === "checkbox" ? field.checked : field.value])),
        },
      ]),
    );
  }
}

function rangeOf(parameter: Parameter, before: Record<string, Message> | null): Range {
  const known = before?.[parameter.name];
  const number = parameter.kind === "int" || parameter.kind === "float";
  const used = h("input", { type: "checkbox" });
  used.checked = before ? known !== undefined : number;
  const fields: Record<string, HTMLInputElement> = {};
  const text = (name: string, value: unknown): void => {
    fields[name] = h("input", { type: "text", inputmode: number ? "decimal" : null, "aria-label": `${parameter.name}: ${name}` });
    fields[name].value = String(known?.[name] ?? value);
  };
  if (number) {
    const value = Number(parameter.default);
    const whole = parameter.kind === "int";
    text("low", whole ? Math.max(1, Math.floor(value / 2)) : value / 2);
    text("high", whole ? Math.max(2, Math.ceil(value * 2)) : value * 2);
    text("step", whole ? 1 : "");
    fields["log"] = h("input", { type: "checkbox", "aria-label": `${parameter.name}: logarithmic` });
    fields["log"].checked = Boolean(known?.["log"]);
  } else if (parameter.kind === "text") text("options", parameter.default);
  return { parameter, used, fields };
}

function row({ parameter, used, fields }: Range): HTMLElement {
  const tick = h("label", { class: "rb-tick" }, used, `${parameter.name} (${String(parameter.default)})`);
  if (parameter.kind === "flag") return h("div", { class: "rb-range" }, tick, h("span", { class: "rb-soft rb-wide" }, "yes and no"));
  if (parameter.kind === "text") {
    return h("div", { class: "rb-range" }, tick, labelled("Options, with commas between", fields["options"]!, "rb-wide"));
  }
  return h(
    "div",
    { class: "rb-range" },
    tick,
    labelled("Low", fields["low"]!),
    labelled("High", fields["high"]!),
    labelled("Step", fields["step"]!),
    h("label", { class: "rb-tick" }, fields["log"]!, "log"),
  );
}
