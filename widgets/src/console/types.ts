/** What the engine says of itself: rustybt/live/session_views.py, runner.py and reconciliation.py. */

export interface Halt {
  reason: string;
  operator: string;
  time_ns: number;
}

export interface Position {
  symbol: string;
  sid: number;
  amount: string;
  price: string;
}

export interface OpenOrder {
  order_id: string;
  symbol: string;
  type: string;
  amount: string;
  filled: string;
  limit: string | null;
  stop: string | null;
  state: string;
}

export interface Breaker {
  kind: string;
  state: string;
  level: string | null;
  limit: string;
  unit: string;
  reason: string;
}

export interface AssetFeed {
  symbol: string;
  age_s: number | null;
  state: string;
}

export interface Status {
  state?: string;
  name?: string;
  broker?: string;
  environment?: string;
  account?: string;
  running?: boolean;
  halt?: Halt | null;
  failure?: string;
  market_time_ns?: number;
  portfolio_value?: string;
  cash?: string;
  currency?: string;
  exposure?: string;
  positions?: Position[];
  open_orders?: OpenOrder[];
  breakers?: { breakers?: Record<string, Breaker> };
  orders_submitted?: number;
  fills?: number;
  feed?: { assets?: AssetFeed[] };
}

export interface Beat {
  age?: number | null;
  feed_age?: number | null;
  error?: string;
}

export interface EngineEvent {
  seq: number;
  kind: string;
  time_ns: number;
  [name: string]: unknown;
}

export interface AssetName {
  symbol?: string;
}

export interface Side {
  status?: string;
  amount?: string;
  price?: string;
  asset?: AssetName;
}

export interface Discrepancy {
  severity: string;
  type?: string;
  asset?: AssetName;
  order_id?: string;
  trade_id?: string;
  local_amount?: string;
  broker_amount?: string;
  difference?: string;
  detail?: string;
  local?: Side | null;
  broker?: Side | null;
}

export interface Cash {
  severity: string;
  local_cash: string;
  broker_cash: string;
  unexplained: string;
}

export interface Reconciliation {
  timestamp?: string;
  summary?: string;
  position_discrepancies?: Discrepancy[];
  cash_discrepancy?: Cash | null;
  order_discrepancies?: Discrepancy[];
  fill_discrepancies?: Discrepancy[];
  missed_entries?: { entry_id: string; kind: string; amount: string }[];
  unknown?: string[];
  actions_taken?: Record<string, unknown>[];
}

export interface Signal {
  timestamp_ns?: number;
  asset?: AssetName;
  side?: string;
  quantity?: string;
  price?: string | null;
}

export interface Divergence {
  reason?: string;
  detail?: string;
  [name: string]: unknown;
}

export interface Shadow {
  status?: string;
  why?: string;
  window_hours?: string;
  signal_alignment?: { signal_match_rate: string | null; divergence_breakdown: Record<string, number> };
  average_latency_ms?: string | null;
  execution_quality?: Record<string, string | number | null>;
  performance?: { live_return: string; backtest_return: string; deviation_pct: string } | null;
  divergences?: Divergence[];
}
