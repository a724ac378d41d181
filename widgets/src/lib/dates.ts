/** The axis of time of a picture, in UTC. */

import uPlot from "uplot";

const DAY = 86_400;

/** Days as "8 Jan", longer steps as "Jan 2010", shorter ones as "14:30"; a year where it begins. */
export function dated(_: uPlot, ticks: number[], __: number, ___: number, step: number): string[] {
  let year = "";
  return ticks.map((tick) => {
    const [, day, month, now, clock] = new Date(tick * 1000).toUTCString().split(" ");
    const date = `${Number(day)} ${month}`;
    const first = now !== year;
    year = now ?? "";
    if (step >= 28 * DAY) return `${month} ${now}`;
    if (step >= DAY) return first ? `${date} ${now}` : date;
    return first || clock?.startsWith("00:00") ? date : (clock ?? "").slice(0, 5);
  });
}

export const utc = (seconds: number): Date => uPlot.tzDate(new Date(seconds * 1000), "Etc/UTC");
