/** A field for each parameter that a strategy declares. */

import { h } from "../lib/dom";
import type { Message } from "../lib/model";
import { labelled, type Parameter, type Strategy } from "../setup/form";

export class ParameterFields {
  readonly element = h("fieldset", {}, h("legend", {}, "Parameters"));
  private fields: [Parameter, HTMLInputElement][] = [];

  draw(strategy: Strategy | undefined, last: Message): void {
    const before = new Map(this.fields.map(([parameter, field]) => [parameter.name, valueOf(parameter, field)]));
    const kept = last["strategy"] === strategy?.key ? ((last["parameters"] ?? {}) as Message) : {};
    this.fields = (strategy?.parameters ?? []).map((parameter) => {
      const value = before.get(parameter.name) ?? kept[parameter.name] ?? parameter.default;
      const flag = parameter.kind === "flag";
      const field = h("input", {
        type: flag ? "checkbox" : "text",
        inputmode: parameter.kind === "int" ? "numeric" : parameter.kind === "float" ? "decimal" : null,
      });
      if (flag) field.checked = Boolean(value);
      else field.value = String(value);
      return [parameter, field];
    });
    const rows = this.fields.map(([parameter, field]) => labelled(parameter.name, field, parameter.kind === "flag" ? "rb-tick" : ""));
    const none = strategy ? "This strategy declares no parameter." : "Choose a strategy, or run the cell that defines one.";
    this.element.replaceChildren(
      h("legend", {}, "Parameters"),
      rows.length ? h("div", { class: "rb-fields" }, ...rows) : h("p", { class: "rb-empty" }, none),
    );
  }

  values(): Message {
    return Object.fromEntries(this.fields.map(([parameter, field]) => [parameter.name, valueOf(parameter, field)]));
  }
}

function valueOf(parameter: Parameter, field: HTMLInputElement): unknown {
  return parameter.kind === "flag" ? field.checked : field.value;
}
