import { noHistory, type SalesHistory } from './move.ts';

/** What reps remember about each lead, by address: a caller knows what the last call was about. */
export interface Memory {
  of(email: string): SalesHistory;
  set(email: string, history: SalesHistory): void;
  readonly done: Record<string, number>;
  readonly refused: Record<string, number>;
  count(what: string): void;
  countRefused(code: string): void;
}

export function createMemory(): Memory {
  const histories = new Map<string, SalesHistory>();
  const done: Record<string, number> = {};
  const refused: Record<string, number> = {};
  return {
    of: (email) => histories.get(email) ?? noHistory,
    set: (email, history) => void histories.set(email, history),
    done,
    refused,
    count: (what) => void (done[what] = (done[what] ?? 0) + 1),
    countRefused: (code) => void (refused[code] = (refused[code] ?? 0) + 1),
  };
}
