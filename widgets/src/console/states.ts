/** What a session's state looks like: a sign and a tone beside its word. */

export const SIGNS: Record<string, [sign: string, tone: string]> = {
  ARMED: ["\u25b6", "good"],
  PAUSED: ["\u275a\u275a", "warn"],
  DISCONNECTED: ["\u26a0", "warn"],
  HALTED: ["\u25a0", "bad"],
  FAILED: ["\u2716", "bad"],
  "NOT RUNNING": ["\u25cb", "warn"],
  STOPPED: ["\u25cb", "idle"],
};
