/** Numbers and times as a person reads them; what is exact stands in the title of the cell. */

const MONEY = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
const PLAIN = new Intl.NumberFormat("en-US", { maximumFractionDigits: 8 });
const PRICE = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 4 });
const TINY = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 });
const LEAST = 1e-6;
const MINUS = /^-/;

/** A true minus, and none before a number that is rounded to nothing. */
const signed = (text: string): string => text.replace(MINUS, /[1-9]/.test(text) ? "\u2212" : "");
/** What eight places would cut to little or nothing keeps four figures. */
const tiny = (number: number): boolean => number !== 0 && Math.abs(number) < LEAST;

export function money(value: string | number | null | undefined): string {
  const number = Number(value);
  return value === null || value === undefined || !Number.isFinite(number) ? "\u2013" : signed(MONEY.format(number));
}

export function plain(value: string | number | null | undefined): string {
  const number = Number(value);
  if (value === null || value === undefined || value === "") return "\u2013";
  return Number.isFinite(number) ? signed((tiny(number) ? TINY : PLAIN).format(number)) : String(value);
}

/** A price from 1 on is read with two to four places, as others are with eight. */
export function price(value: string | number | null | undefined): string {
  const number = Number(value);
  return Math.abs(number) >= 1 && Number.isFinite(number) ? signed(PRICE.format(number)) : plain(value);
}

export function percent(value: string | number | null | undefined, places = 2): string {
  const number = Number(value);
  if (value === null || value === undefined || !Number.isFinite(number)) return "\u2013";
  const figures = { minimumFractionDigits: places, maximumFractionDigits: places };
  return `${signed((number * 100).toLocaleString("en-US", figures))}\u00a0%`;
}

export function difference(value: number): string {
  return value > 0 ? `+${money(value)}` : money(value);
}

/** Seconds as "0.2 s", "12 s", "3 min" or "2 h". */
export function age(seconds: number): string {
  if (seconds < 10) return `${Math.max(seconds, 0).toFixed(1)}\u00a0s`;
  if (seconds < 120) return `${Math.round(seconds)}\u00a0s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)}\u00a0min` : `${Math.round(seconds / 3600)}\u00a0h`;
}

/** UTC nanoseconds as "2012-03-05 21:00:00". */
export function time(ns: number | null | undefined): string {
  if (!ns) return "\u2013";
  return new Date(ns / 1e6).toISOString().slice(0, 19).replace("T", " ");
}

export const words = (name: string): string => name.replaceAll("_", " ").toLowerCase();
