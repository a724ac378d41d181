/** Where a value stands on its axis, and which colour it has. */

import { plain } from "../lib/format";
import type { Dimension, Drawn, Row } from "./types";

const LIGHT = ["#dbe4ef", "#9dbbe0", "#5d8fd0", "#1d5fd1", "#0a2f7a"];
const DARK = ["#2a3644", "#2f5277", "#3f7bbb", "#6ea8fe", "#d6e8ff"];
const SHORT = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });

export const short = (value: number | null | undefined): string =>
  value === null || value === undefined || !Number.isFinite(value) ? "\u2013" : SHORT.format(value).replace(/^-/, "\u2212");

export const shown = (value: unknown): string => {
  if (typeof value === "number") return Number.isInteger(value) ? plain(value) : short(value);
  if (value === true || value === false || value === null) return { true: "yes", false: "no", null: "none" }[String(value)]!;
  return String(value ?? "\u2013");
};

/** From 0 to 1; a value that is not of the axis has no place. */
export function place(dimension: Dimension, value: unknown): number | null {
  if (dimension.kind === "choice") {
    const options = dimension.options ?? [];
    const at = options.findIndex((option) => option === value);
    return at < 0 ? null : options.length < 2 ? 0.5 : at / (options.length - 1);
  }
  if (typeof value !== "number") return null;
  const [low, high] = [dimension.low ?? 0, dimension.high ?? 1];
  if (low === high) return 0.5;
  return dimension.log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
}

export interface Steps {
  titles: string[];
  of: (value: unknown) => number;
}

/** Steps of an axis that a map has cells for: each value if there are few, else twenty. */
export function steps(dimension: Dimension, values: unknown[]): Steps {
  if (dimension.kind === "choice") {
    const options = dimension.options ?? [];
    return { titles: options.map(shown), of: (value) => options.indexOf(value) };
  }
  const distinct = [...new Set(values.filter((value): value is number => typeof value === "number"))];
  distinct.sort((one, other) => one - other);
  if (distinct.length <= 24) return { titles: distinct.map(shown), of: (value) => distinct.indexOf(value as number) };
  const [low, high] = [dimension.low ?? 0, dimension.high ?? 1];
  if (dimension.kind === "int" && !dimension.log) return whole(low, high);
  const count = 20;
  const edge = (at: number): number => (dimension.log ? low * (high / low) ** (at / count) : low + ((high - low) * at) / count);
  return {
    titles: Array.from({ length: count }, (_, at) => `${short(edge(at))} to ${short(edge(at + 1))}`),
    of: (value) => {
      const at = place(dimension, value);
      return at === null ? -1 : Math.min(count - 1, Math.max(0, Math.floor(at * count)));
    },
  };
}

const stretch = (from: number, to: number): string => (from === to ? String(from) : `${from} to ${to}`);

function whole(low: number, high: number): Steps {
  const wide = Math.ceil((high - low + 1) / 24);
  const titles = [];
  for (let from = low; from <= high; from += wide) titles.push(stretch(from, Math.min(from + wide - 1, high)));
  return { titles, of: (value) => (typeof value === "number" ? Math.floor((value - low) / wide) : -1) };
}

/** How good a value is among those drawn, from 0 to 1. */
export function goodness(drawn: Drawn, value: number): number {
  const spread = drawn.high - drawn.low;
  const up = spread > 0 ? (value - drawn.low) / spread : 1;
  const share = Math.min(1, Math.max(0, up));
  return drawn.plan.objectives?.[0]?.maximize === false ? 1 - share : share;
}

export const valueOf = (row: Row): number | null => (row[1] === "complete" ? (row[2][0] ?? null) : null);

export const ramp = (theme: string): string[] => (theme === "dark" ? DARK : LIGHT);

/** A better value stands out more from the page. */
export function colour(theme: string, share: number): string {
  const stops = ramp(theme);
  const at = share * (stops.length - 1);
  const from = Math.min(Math.floor(at), stops.length - 2);
  const channel = (text: string, place: number): number => parseInt(text.slice(1 + 2 * place, 3 + 2 * place), 16);
  const mixed = [0, 1, 2].map((each) => {
    const [low, high] = [channel(stops[from]!, each), channel(stops[from + 1]!, each)];
    return Math.round(low + (high - low) * (at - from));
  });
  return `rgb(${mixed.join(",")})`;
}
