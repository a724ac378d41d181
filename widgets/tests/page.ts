// @ts-nocheck: what node brings is not typed here; the sources are.
/** A document of happy-dom's and a model that a test plays. */

import { Window } from "happy-dom";

const window = new Window({ url: "http://127.0.0.1/lab" });
const GLOBALS = [
  "window", "document", "navigator", "HTMLElement", "Element", "Node", "Event", "CustomEvent", "MouseEvent", "MutationObserver", "ResizeObserver",
  "matchMedia", "getComputedStyle", "requestAnimationFrame", "cancelAnimationFrame", "localStorage",
] as const;
for (const name of GLOBALS) {
  const value = (window as unknown as Record<string, unknown>)[name];
  const bound = typeof value === "function" && /^[a-z]/.test(name) ? value.bind(window) : value;
  Object.defineProperty(globalThis, name, { value: bound, configurable: true, writable: true });
}
// uPlot asks for it when it is loaded; nothing is drawn here, since nothing has a width.
Object.defineProperty(globalThis, "Path2D", { value: class {}, configurable: true });
// Node has one, which would connect to whatever listens there.
Object.defineProperty(globalThis, "WebSocket", { value: undefined, configurable: true, writable: true });
// What a test that failed has left running shall not keep the runner.
const ticking = globalThis.setInterval;
const unheld = (...given: Parameters<typeof setInterval>) => ticking(...given).unref();
Object.defineProperty(globalThis, "setInterval", { value: unheld, configurable: true, writable: true });
/** What a page sees of an element is played, too: `inSight` tells every observer. */
const watched = new Map<object, (found: { isIntersecting: boolean }[]) => void>();
class PlayedObserver {
  constructor(private readonly tell: (found: { isIntersecting: boolean }[]) => void) {}
  observe(): void {
    watched.set(this, this.tell);
  }
  disconnect(): void {
    watched.delete(this);
  }
}
Object.defineProperty(globalThis, "IntersectionObserver", { value: PlayedObserver, configurable: true });
export function inSight(is: boolean, which = -1): void {
  // What was meanwhile comes first.
  [...watched.values()].at(which)!([{ isIntersecting: !is }, { isIntersecting: is }]);
}
Object.defineProperty(globalThis, "devicePixelRatio", { value: 1, configurable: true, writable: true });

type Listener = (...values: unknown[]) => void;

export class PlayedModel {
  readonly sent: Record<string, unknown>[] = [];
  readonly listeners = new Map<string, Set<Listener>>();
  broken = false;

  constructor(private readonly state: Record<string, unknown>) {}

  get(name: string): unknown {
    return this.state[name];
  }

  on(event: string, listener: Listener): void {
    this.listeners.set(event, (this.listeners.get(event) ?? new Set()).add(listener));
  }

  off(event: string, listener: Listener): void {
    this.listeners.get(event)?.delete(listener);
  }

  send(content: Record<string, unknown>): void {
    if (this.broken) throw new Error("the comm is closed");
    this.sent.push(content);
  }

  set(name: string, value: unknown): void {
    this.state[name] = value;
    this.fire(`change:${name}`);
  }

  say(content: Record<string, unknown>, buffers: DataView[] = []): void {
    this.fire("msg:custom", content, buffers);
  }

  count(): number {
    return [...this.listeners.values()].reduce((sum, each) => sum + each.size, 0);
  }

  private fire(event: string, ...values: unknown[]): void {
    for (const listener of this.listeners.get(event) ?? []) listener(...values);
  }
}

/** Three columns of doubles, as numpy writes them. */
export function columns(...rows: [number, number, number][]): DataView {
  const view = new DataView(new ArrayBuffer(rows.length * 24));
  rows.forEach((row, at) => row.forEach((value, place) => view.setFloat64((place * rows.length + at) * 8, value, true)));
  return view;
}

export const soon = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export interface Asked {
  url: string;
  headers: Record<string, string>;
  body: Record<string, string>;
}

/** Play the Jupyter server: keep what is asked, and answer. */
export function serve(answer: (asked: Asked) => { status: number; body: unknown }): Asked[] {
  const asked: Asked[] = [];
  const fetched = async (url: string, init: { headers: Record<string, string>; body: string }) => {
    const one = { url, headers: init.headers, body: JSON.parse(init.body) as Record<string, string> };
    asked.push(one);
    const { status, body } = answer(one);
    return { ok: status < 400, status, json: async () => body };
  };
  Object.defineProperty(globalThis, "fetch", { value: fetched, configurable: true });
  return asked;
}

export function underJupyter(config: object | null): void {
  document.getElementById("jupyter-config-data")?.remove();
  if (!config) return;
  const script = document.createElement("script");
  script.id = "jupyter-config-data";
  script.type = "application/json";
  script.textContent = JSON.stringify(config);
  document.head.append(script);
}
