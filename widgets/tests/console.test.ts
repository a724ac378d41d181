// @ts-nocheck: what node brings is not typed here; the sources are.
import { columns, inSight, PlayedModel, serve, soon, underJupyter } from "./page";
import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import type { render as Render } from "../src/console/index";

const { render } = (await import("../src/console/index")) as { render: typeof Render };

const ORDER = { order_id: "o-1", symbol: "AAPL", type: "limit", amount: "3", filled: "0", limit: "9", stop: null };
const STATUS = {
  state: "ARMED", name: "Momentum", broker: "PaperBroker", environment: "paper", running: true, halt: null, failure: "",
  market_time_ns: 1.33e18, portfolio_value: "101000.5", cash: "1000", exposure: "50500.25",
  positions: [{ symbol: "IBM", sid: 1, amount: "-5", price: "100.25" }],
  open_orders: [{ ...ORDER, state: "accepted" }],
  breakers: {
    breakers: {
      drawdown: { kind: "drawdown", state: "normal", level: "0.09", limit: "0.10", unit: "fraction", reason: "" },
      manual: { kind: "manual", state: "manually_halted", level: "1", limit: "1", unit: "halt", reason: "manual: seen" },
    },
  },
};

let model: PlayedModel;
let el: HTMLElement;
let end: () => void;

beforeEach(() => {
  underJupyter({ baseUrl: "/user/me/", token: "t" });
  document.cookie = "_xsrf=x123";
  localStorage.clear();
  model = new PlayedModel({ session: "Momentum", status: STATUS, beat: { age: 0.1, feed_age: 2 }, reconciliation: {}, shadow: {} });
  el = document.createElement("div");
  document.body.append(el);
  end = render({ model, el });
});

afterEach(() => {
  end();
  el.remove();
});

const find = (selector: string): HTMLElement => el.querySelector<HTMLElement>(selector)!;
const button = (name: string): HTMLButtonElement =>
  [...el.querySelectorAll("button")].find((each) => (each.getAttribute("aria-label") ?? each.textContent) === name)!;
const halt = (): HTMLButtonElement => find("button.rb-halt") as HTMLButtonElement;
const said = (): string => find(".rb-said").textContent!;
const last = (kind: string) => model.sent.filter((each) => each["kind"] === kind).at(-1)!;

test("it shows the account, and says hello for a backfill", () => {
  const text = el.textContent!;
  for (const told of ["Momentum", "PAPER", "PaperBroker", "ARMED", "101,000.50", "50.0\u00a0%", "\u2212501.25", "limit 9"]) {
    assert.ok(text.includes(told), told);
  }
  assert.deepEqual(model.sent, [{ kind: "hello" }]);
});

test("a heartbeat that stays away is a stall, also when nobody says so", async () => {
  assert.match(find(".rb-tiles").textContent!, /alive/);
  model.set("beat", { age: 0.95, feed_age: 2 });
  await soon(350);
  assert.match(find(".rb-tiles").textContent!, /STALL.*silent for 1\.[1-9]/);
  model.set("beat", { age: 0.1, feed_age: 2 });
  assert.match(find(".rb-tiles").textContent!, /alive/);
});

test("an order that nobody knows of is shown as such", () => {
  model.set("status", { ...STATUS, open_orders: [{ ...ORDER, state: "UNKNOWN" }] });
  assert.match(find("[aria-label='Open orders']").textContent!, /No new risk in AAPL.*\? UNKNOWN/);
  const many = [...Array(10).keys()].map((at) => ({ ...ORDER, order_id: `o-${at}`, symbol: `A${at}`, state: "UNKNOWN" }));
  model.set("status", { ...STATUS, open_orders: many });
  assert.match(find("[aria-label='Open orders']").textContent!, /No new risk in A0, .*A7 and 2 more until/);
});

test("one press takes both paths at once, and is acknowledged by the first that answers", async () => {
  const asked = serve(() => ({ status: 200, body: { latch_ms: 3 } }));
  halt().click();
  assert.equal(last("halt")["operator"], "console");
  assert.equal(asked.length, 1);
  assert.equal(asked[0]!.url, "/user/me/rustybt/halt");
  assert.deepEqual(asked[0]!.body, { session: "Momentum", operator: "console", reason: "pressed in the console" });
  assert.equal(asked[0]!.headers["X-XSRFToken"], "x123");
  assert.equal(asked[0]!.headers["Authorization"], "token t");
  await soon(5);
  assert.match(said(), /HALT is latched after \d+ ms, by the Jupyter server/);
  assert.equal(find(".rb-said").getAttribute("aria-live"), "assertive");
  model.say({ kind: "halted", id: last("halt")["id"] });
  await soon();
  assert.match(find(".rb-paths").textContent!, /the Jupyter server \d+ ms, the kernel \d+ ms/);
  model.set("status", { ...STATUS, state: "HALTED", halt: { reason: "r", operator: "console", time_ns: 1e18 }, open_orders: [] });
  assert.match(said(), /HALTED after \d+ ms.*all open orders \(1\) are cancelled/);
});

test("the server's path works when the kernel's is dead", async () => {
  serve(() => ({ status: 200, body: {} }));
  model.broken = true;
  halt().click();
  await soon(5);
  assert.match(said(), /latched .* by the Jupyter server/);
  assert.match(find(".rb-paths").textContent!, /Latched by the Jupyter server/);
});

test("the kernel's path works when the server does not know the session, or there is none", async () => {
  serve(() => ({ status: 404, body: { message: "there is no session" } }));
  halt().click();
  await soon(5);
  assert.match(find(".rb-paths").textContent!, /the Jupyter server: there is no session/);
  model.say({ kind: "halted", id: last("halt")["id"] });
  await soon();
  assert.match(said(), /latched .* by the kernel/);
  underJupyter(null);
  const asked = serve(() => ({ status: 200, body: {} }));
  halt().click();
  assert.equal(asked.length, 0);
});

test("a halt that nobody answers says so and names the other ways", async () => {
  serve(() => ({ status: 503, body: {} }));
  halt().click();
  await soon(2100);
  assert.match(said(), /No answer to HALT yet.*rustybt live halt Momentum/);
});

test("a resume needs an operator and a reason, and its refusal is shown", async () => {
  model.set("status", { ...STATUS, state: "HALTED", halt: { reason: "r", operator: "me", time_ns: 1e18 } });
  const form = find("form.rb-stopped") as HTMLFormElement;
  assert.equal(form.hidden, false);
  const fields = [...form.querySelectorAll("input")];
  assert.deepEqual(fields.map((field) => field.required), [true, true]);
  fields[0]!.value = " me ";
  fields[1]!.value = "all clear";
  const enter = Object.assign(new Event("keydown", { bubbles: true, cancelable: true }), { key: "Enter" });
  fields[1]!.dispatchEvent(enter);
  assert.equal(last("note")["reason"], "all clear");
  assert.equal(last("resume"), undefined);
  button("Resume trading").click();
  assert.equal(last("resume")["operator"], "me");
  assert.equal(last("resume")["reason"], "all clear");
  model.say({ kind: "refused", id: last("resume")["id"], message: "breakers stand" });
  await soon();
  assert.match(form.textContent!, /breakers stand/);
  assert.equal(localStorage.getItem("rustybt.operator"), "me");
});

test("breakers show level, limit and latch, and are reset one by one", async () => {
  const text = find("[aria-label='Breakers']").textContent!;
  assert.match(text, /drawdown9\.00.%, limit 10\.00.%\u25b2 near/);
  assert.match(text, /manual: seen/);
  assert.equal(find("[role=meter]").getAttribute("aria-valuenow"), "0.09");
  button("Reset manual").click();
  const form = find("form.rb-reset") as HTMLFormElement;
  const [operator, reason] = [...form.querySelectorAll("input")];
  operator!.value = "me";
  reason!.value = "seen to";
  form.dispatchEvent(new Event("submit", { cancelable: true }));
  const { id: _, ...asked } = last("reset");
  assert.deepEqual(asked, { kind: "reset", breaker: "manual", operator: "me", reason: "seen to" });
  model.say({ kind: "done", id: last("reset")["id"] });
  await soon();
  assert.equal(form.hidden, true);
  assert.ok(document.activeElement === button("Reset manual"));
});

test("differences with the broker come line by line, with what was done", () => {
  model.set("reconciliation", {
    timestamp: "2012-03-05T10:00:00+00:00", summary: "1 position differs.",
    position_discrepancies: [
      { severity: "critical", type: "quantity_mismatch", asset: { symbol: "IBM" }, local_amount: "5", broker_amount: "7", difference: "2" },
    ],
    order_discrepancies: [
      { severity: "moderate", type: "orphan_local", order_id: "o-9", detail: "gone", local: { status: "accepted" }, broker: null },
    ],
    actions_taken: [{ action: "BlockAsset", reason: "IBM differs" }],
  });
  const text = find("[aria-label='Reconciliation']").textContent!;
  assert.match(text, /1 position differs.*2012-03-05 10:00:00 UTC.*criticalIBMquantity mismatch572/);
  assert.match(text, /order o-9orphan localacceptednonegone.*block assetIBM differs/);
});

test("a shadow is there only where one runs", () => {
  const panel = find("[aria-label='Shadow']");
  assert.equal(panel.hidden, true);
  model.set("shadow", {
    status: "diverged", why: "too few agree",
    signal_alignment: { signal_match_rate: "0.875", divergence_breakdown: { EXACT_MATCH: 7, MISSING_SIGNAL: 1 } },
    execution_quality: { slippage_error_bps: "1.5", fill_rate_error_pct: "-2", commission_error_pct: null },
    divergences: [{ reason: "state drift", detail: "", alignment_type: "missing_signal", live_signal: null,
      backtest_signal: { timestamp_ns: 1.33e18, asset: { symbol: "IBM" }, side: "BUY", quantity: "5" } }],
  });
  assert.equal(panel.hidden, false);
  assert.match(panel.textContent!, /too few agree.*87\.50.%.*exact match7.*1\.5 bps.*\u22122.%/);
  assert.match(panel.textContent!, /IBMmissing signallive none, shadow BUY 5/);
});

// A node in a failed equality would be written out with its whole document, which takes minutes: they are compared first.
const dock = (): HTMLElement | null => document.querySelector(".rb-dock");

test("HALT is at the edge of the page while the console's own is out of sight", async () => {
  assert.ok(!dock());
  inSight(false);
  const edge = dock()!;
  assert.equal(edge.hidden, false);
  assert.match(edge.textContent!, /Momentum.*ARMED.*HALT/);
  const press = edge.querySelector<HTMLElement>(".rb-dock-halt");
  assert.equal(press!.getAttribute("aria-label"), "HALT Momentum");
  const asked = serve(() => ({ status: 200, body: {} }));
  press!.focus();
  press!.click();
  assert.equal(last("halt")["operator"], "console");
  assert.equal(asked.length, 1);
  await soon(5);
  assert.match(edge.textContent!, /HALT is latched after \d+ ms/);
  assert.ok(document.activeElement === press); // the form it would lead to is out of sight
  assert.equal(find("form.rb-stopped").hidden, false);
  assert.equal(edge.querySelector<HTMLElement>(".rb-dock-said")!.hidden, false);
  model.set("status", { ...STATUS, state: "HALTED", halt: { reason: "r", operator: "console", time_ns: 1e18 } });
  assert.match(edge.textContent!, /\u25a0 HALTED/);
  inSight(true);
  assert.ok(!dock());
  inSight(false);
  model.set("status", { ...STATUS, state: "STOPPED", running: false });
  assert.ok(!dock());
});

test("a press at the edge moves no focus, also where a click gives a button none", async () => {
  const cell = document.createElement("input");
  document.body.append(cell);
  serve(() => ({ status: 200, body: {} }));
  inSight(false);
  cell.focus();
  dock()!.querySelector<HTMLElement>(".rb-dock-halt")!.click();
  await soon(5);
  assert.ok(document.activeElement === cell);
  halt().click();
  await soon(5);
  assert.ok(find("form.rb-stopped").contains(document.activeElement));
  cell.remove();
});

test("at the edge an engine that is silent is not said to be armed", async () => {
  inSight(false);
  assert.equal(dock()!.querySelector(".rb-dock-state")!.textContent, "\u25b6 ARMED");
  model.set("beat", { age: 1.5, feed_age: 2 });
  await soon(350);
  assert.equal(dock()!.querySelector(".rb-dock-state")!.textContent, "\u26a0 STALL");
  model.set("status", { ...STATUS, fills: 3 });
  assert.equal(dock()!.querySelector(".rb-dock-state")!.textContent, "\u26a0 STALL");
  model.set("beat", { age: 0.1, feed_age: 2 });
  await soon(350);
  assert.equal(dock()!.querySelector(".rb-dock-state")!.textContent, "\u25b6 ARMED");
});

test("the console leads back to itself, and takes its HALT from the edge when it goes", () => {
  halt().getClientRects = () => [] as unknown as DOMRectList;
  inSight(false);
  const leads = dock()!.querySelector<HTMLElement>(".rb-dock-find")!;
  let asked: unknown = null;
  halt().scrollIntoView = (how: unknown) => void (asked = how);
  assert.equal(leads.hidden, true); // in another tab of JupyterLab there is nothing to scroll to
  halt().getClientRects = () => [{}] as unknown as DOMRectList;
  model.set("status", { ...STATUS, fills: 1 });
  assert.equal(leads.hidden, false);
  leads.click();
  assert.deepEqual(asked, { block: "center" });
  assert.ok(document.activeElement === halt());
  end();
  assert.ok(!dock());
  assert.ok(!document.getElementById("rb-docks"));
});

test("a console that another module draws counts, too", async (t) => {
  const { Dock } = await import("../src/console/dock?again");
  assert.ok(Dock !== (await import("../src/console/dock")).Dock);
  const own = document.createElement("button");
  const another = new Dock(own, () => "Momentum", () => undefined);
  t.after(() => another.destroy());
  another.draw(STATUS, "light");
  inSight(false, 0);
  assert.ok(!dock());
  inSight(false);
  assert.equal(document.querySelectorAll(".rb-dock").length, 1);
  assert.equal(dock()!.dataset["theme"], "light");
  const third = new Dock(own, () => "Rotation", () => undefined);
  t.after(() => third.destroy());
  third.draw(STATUS, "dark");
  inSight(false);
  assert.equal(document.querySelectorAll("#rb-docks").length, 1);
  assert.deepEqual([...document.querySelectorAll(".rb-dock")].map((each) => each.getAttribute("aria-label")), ["HALT of Momentum", "HALT of Rotation"]);
});

test("amounts have the account's currency where it is known", () => {
  assert.match(find(".rb-tiles").textContent!, /^Equity101,000\.50/);
  model.set("status", { ...STATUS, currency: "EUR" });
  assert.match(find(".rb-tiles").textContent!, /^Equity, EUR101,000\.50.*Cash, EUR1,000\.00.*Exposure, EUR/);
});

test("two views of one session have one HALT at the edge, and none while either shows its own", (t) => {
  const other = document.createElement("div");
  document.body.append(other);
  const leave = render({ model, el: other });
  t.after(leave);
  inSight(false);
  assert.ok(!dock());
  inSight(false, 0);
  assert.equal(document.querySelectorAll(".rb-dock").length, 1);
  leave();
  assert.equal(document.querySelectorAll(".rb-dock").length, 1);
  end();
  assert.ok(!document.getElementById("rb-docks"));
  other.remove();
});

test("somebody else's resume leaves the focus where it is", () => {
  const halted = { ...STATUS, state: "HALTED", halt: { reason: "r", operator: "me", time_ns: 1e18 } };
  const cell = document.createElement("input");
  document.body.append(cell);
  model.set("status", halted);
  cell.focus();
  model.set("status", STATUS);
  assert.ok(document.activeElement === cell);
  cell.remove();
  model.set("status", halted);
  find("form.rb-stopped input").focus();
  model.set("status", STATUS);
  assert.ok(document.activeElement === halt());
  assert.equal(said(), "Trading again.");
  model.set("status", { ...STATUS, state: "PAUSED" });
  assert.equal(said(), "");
});

test("Escape closes the reset of a breaker, and the focus goes back", () => {
  button("Reset manual").click();
  const form = find("form.rb-reset") as HTMLFormElement;
  assert.equal(form.hidden, false);
  form.querySelector("input")!.dispatchEvent(Object.assign(new Event("keydown", { bubbles: true }), { key: "Escape" }));
  assert.equal(form.hidden, true);
  assert.ok(document.activeElement === button("Reset manual"));
});

test("numbers keep their figures, however large or small", () => {
  const held = [["100.5", "2"], ["0.0000000123", "100"], ["100000.00001", "-3"]];
  const positions = held.map(([price, amount], sid) => ({ symbol: `A${sid}`, sid, amount, price }));
  model.set("status", { ...STATUS, cash: "-0.001", positions });
  const rows = [...find("table[aria-label='Positions']").querySelectorAll("tbody tr")].map((row) => row.textContent!);
  assert.match(rows[0]!, /100\.50201\.00$/);
  assert.match(rows[1]!, /0\.00000001230\.00$/);
  assert.match(rows[2]!, /100,000\.00\u2212300,000\.00$/);
  assert.match(find(".rb-tiles").textContent!, /Cash0\.00/);
  assert.equal(find("[aria-label='Positions'] .rb-count").textContent, "3");
});

test("events are listed once, the latest first, and filtered", async () => {
  model.say({ kind: "events", all: false, events: [
    { seq: 1, kind: "state", time_ns: 1e18, state: "ARMED", why: "" },
    { seq: 2, kind: "refused", time_ns: 1e18, order_id: "o-1", message: "too large" },
  ] });
  model.say({ kind: "events", all: false, events: [{ seq: 2, kind: "refused", time_ns: 1e18, order_id: "o-1", message: "too large" }] });
  await soon(40);
  const kinds = (): string[] => [...el.querySelectorAll(".rb-events li .rb-kind")].map((each) => each.textContent!);
  assert.deepEqual(kinds(), ["refused", "state"]);
  assert.match(find(".rb-events").textContent!, /^2001-09-09 01:46:40/);
  button("Errors").click();
  await soon(40);
  assert.deepEqual(kinds(), ["refused"]);
  button("All").click();
  const search = find("input[type=search]") as HTMLInputElement;
  search.value = "armed";
  search.dispatchEvent(new Event("input"));
  await soon(40);
  assert.deepEqual(kinds(), ["state"]);
});

test("what is grave among the events is marked", async () => {
  model.say({ kind: "events", all: false, events: [
    { seq: 1, kind: "state", time_ns: 1e18, state: "ARMED", why: "" },
    { seq: 2, kind: "halt", time_ns: 1e18, reason: "r", operator: "me" },
  ] });
  await soon(40);
  assert.deepEqual([...el.querySelectorAll(".rb-events li")].map((each) => each.hasAttribute("data-grave")), [true, false]);
});

test("points that are missing are asked for, once in a while", () => {
  model.say({ kind: "points", epoch: 0, after: 0, count: 2 }, [columns([1, 10, 0], [2, 11, 1])]);
  model.say({ kind: "points", epoch: 0, after: 5, count: 1 }, [columns([6, 15, 1])]);
  model.say({ kind: "points", epoch: 0, after: 6, count: 1 }, [columns([7, 16, 1])]);
  const asked = model.sent.filter((each) => each["kind"] === "points");
  assert.deepEqual(asked, [{ kind: "points", epoch: 0, after: 2 }]);
});

test("what the engine says is text, never markup", () => {
  const evil = "<img src=x onerror=alert(1)>";
  model.set("status", { ...STATUS, name: evil, failure: evil, positions: [{ symbol: evil, sid: 1, amount: "1", price: "1" }] });
  assert.equal(el.querySelectorAll("img").length, 0);
});

test("a view that goes takes its listeners with it", () => {
  assert.ok(model.count() > 0);
  end();
  assert.equal(model.count(), 0);
  assert.equal(el.children.length, 0);
});

test("data that are not fresh are listed, the others are counted", () => {
  const panel = find("section[aria-label='Data']");
  assert.ok(panel.hidden);
  const fresh = { symbol: "AAPL", age_s: 4.25, state: "fresh" };
  model.set("status", { ...STATUS, feed: { assets: [fresh, { symbol: "IBM", age_s: 90000, state: "closed" }] } });
  assert.ok(!panel.hidden);
  assert.match(panel.textContent!, /1 of 2 assets fresh, the oldest 4\.3\u00a0s; 1 with a closed market\./);
  assert.equal(panel.querySelectorAll("tbody tr").length, 0);
  const late = [{ symbol: "MSFT", age_s: 312.4, state: "stale" }, { symbol: "GOOG", age_s: null, state: "waiting" }];
  model.set("status", { ...STATUS, feed: { assets: [fresh, ...late] } });
  assert.match(panel.textContent!, /1 of 3 assets fresh.*no new risk in those below/);
  const rows = [...panel.querySelectorAll("tbody tr")].map((row) => row.textContent!);
  assert.equal(rows.length, 2);
  assert.match(rows[0]!, /MSFT.*5\u00a0min.*stale/);
  assert.match(rows[1]!, /GOOG.*no data yet.*waiting/);
  model.set("status", STATUS);
  assert.ok(panel.hidden);
});

test("outside of a notebook it speaks of no kernel and no Jupyter", async () => {
  end();
  el.replaceChildren();
  document.body.dataset["rustybtConsole"] = "";
  document.body.dataset["baseUrl"] = "/";
  underJupyter(null);
  serve(() => ({ status: 200, body: {} }));
  end = render({ model, el });
  halt().click();
  model.say({ kind: "halted", id: last("halt")["id"] });
  await soon();
  const told = find(".rb-paths").textContent!;
  delete document.body.dataset["rustybtConsole"];
  delete document.body.dataset["baseUrl"];
  assert.match(told, /the console's server \d+ ms/);
  assert.match(told, /the page's connection \d+ ms/);
  assert.doesNotMatch(el.textContent!, /Jupyter|kernel/);
});

test("a press goes by the line to the server, too, and the first answer counts", async () => {
  end();
  el.replaceChildren();
  const opened: { url: string; sent: string[]; readyState: number; onmessage?: (told: { data: string }) => void; close(): void }[] = [];
  class PlayedSocket {
    static OPEN = 1;
    readyState = 1;
    sent: string[] = [];
    constructor(readonly url: string) {
      opened.push(this as never);
    }
    send(text: string): void {
      this.sent.push(text);
    }
    close(): void {
      this.readyState = 3;
    }
  }
  const before = globalThis.WebSocket;
  Object.defineProperty(globalThis, "WebSocket", { value: PlayedSocket, configurable: true, writable: true });
  Object.defineProperty(globalThis, "fetch", { value: () => new Promise(() => undefined), configurable: true });
  end = render({ model, el });
  halt().click();
  const [line] = opened;
  assert.match(line!.url, /^ws:\/\/[^/]+\/user\/me\/rustybt\/line\?token=t$/);
  const asked = JSON.parse(line!.sent[0]!) as Record<string, string>;
  assert.equal(asked["session"], "Momentum");
  line!.onmessage!({ data: JSON.stringify({ id: asked["id"], reason: "r", operator: "o" }) });
  await soon();
  assert.match(said(), /latched after \d+ ms, by the Jupyter server/);
  end();
  assert.equal(line!.readyState, 3);
  Object.defineProperty(globalThis, "WebSocket", { value: before, configurable: true, writable: true });
});
