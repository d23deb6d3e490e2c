import { knownProcesses } from '../../db/system/processes.ts';
import { ok, type Check } from './finding.ts';

/** Milliseconds. Trellis uses Postgres' time beyond this; other software on the machine does not. */
const SKEWED = 2_000;

/** The machines' clocks agree with Postgres'. */
export const clocks: Check = async ({ db }) => {
  const wrong = (await knownProcesses(db)).filter(({ aheadMs }) => Math.abs(aheadMs) > SKEWED);
  if (wrong.length === 0) return ok;
  const said = wrong.map(({ host, aheadMs }) => `${host} is ${seconds(aheadMs)} ${aheadMs > 0 ? 'ahead of' : 'behind'} Postgres`);
  return {
    state: 'skewed',
    label: [...new Set(said)].join(', '),
    todo: 'Synchronise the clock of the machine by NTP.',
    detail: wrong,
  };
};

const seconds = (ms: number): string => `${(Math.abs(ms) / 1000).toFixed(1)} seconds`;
