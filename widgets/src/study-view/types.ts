/** What rustybt/widgets/study_feed.py tells. */

export interface Dimension {
  name: string;
  kind: "int" | "float" | "choice";
  low?: number;
  high?: number;
  log?: boolean;
  options?: unknown[];
}

export interface Plan {
  name?: string;
  strategy?: string;
  bundle?: string;
  start?: string;
  end?: string;
  search?: string;
  dimensions?: Dimension[];
  objectives?: { name: string; maximize: boolean }[];
}

/** Number, state, values of the objectives, values of the parameters, error, seconds. */
export type Row = [number, string, (number | null)[], unknown[], string, number];

export interface Best {
  number: number;
  values: (number | null)[];
  parameters: Record<string, unknown>;
  figures: Record<string, number | null>;
}

export interface Status {
  state?: string;
  reason?: string;
  stopping?: boolean;
  wanted?: number;
  ended?: number;
  running?: number;
  failed?: number;
  pruned?: number;
  best?: Best | null;
  made?: number;
  can_go_on?: boolean;
  rate?: number | null;
  eta?: number | null;
  unreadable?: string;
}

/** What the pictures draw. */
export interface Drawn {
  plan: Plan;
  rows: Row[];
  best: Best | null;
  low: number;
  high: number;
}
