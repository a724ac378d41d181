/** Elements without a framework. */

export type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

/** Make an element; an attribute that is a function listens, one that is false or null is left out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, String(value));
  }
  node.append(...children.filter((child): child is Node | string => Boolean(child)));
  return node;
}

/** Change a text only if it is another one: a screen reader and the layout are left in peace. */
export function say(node: Element, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function mark(node: HTMLElement, name: string, value: string): void {
  if (node.dataset[name] !== value) node.dataset[name] = value;
}

export function show(node: HTMLElement, visible: boolean): void {
  if (node.hidden === visible) node.hidden = !visible;
}

export interface Column<Row> {
  title: string;
  cell: (row: Row) => Child;
  text?: boolean;
  exact?: (row: Row) => string;
}

/** A table that draws its body anew when the rows are other ones. */
export class Table<Row> {
  readonly element: HTMLElement;
  private readonly body = h("tbody");
  private readonly table: HTMLTableElement;
  private readonly empty: HTMLElement;
  private drawn = "";

  constructor(
    caption: string,
    private readonly columns: Column<Row>[],
    empty: string,
  ) {
    const heads = columns.map((column) => h("th", { scope: "col", class: column.text ? "rb-text" : null }, column.title));
    this.table = h("table", { "aria-label": caption }, h("thead", {}, h("tr", {}, ...heads)), this.body);
    this.empty = h("p", { class: "rb-empty" }, empty);
    const scroll = h("div", { class: "rb-scroll", tabindex: 0, role: "group", "aria-label": caption }, this.table);
    this.element = h("div", {}, scroll, this.empty);
    this.draw([]);
  }

  draw(rows: Row[], kind?: (row: Row) => string): void {
    const next = JSON.stringify(rows);
    if (next === this.drawn) return;
    this.drawn = next;
    show(this.table.parentElement!, rows.length > 0);
    show(this.empty, rows.length === 0);
    this.body.replaceChildren(
      ...rows.map((row) =>
        h(
          "tr",
          { "data-kind": kind?.(row) },
          ...this.columns.map((column) =>
            h("td", { class: column.text ? "rb-text" : null, title: column.exact?.(row) }, column.cell(row)),
          ),
        ),
      ),
    );
  }
}

export function section(title: string, ...children: Child[]): HTMLElement {
  return h("section", { class: "rb-panel", "aria-label": title }, h("h3", {}, title), ...children);
}
