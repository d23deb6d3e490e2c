import { sql } from 'kysely';
import type { Codes } from '../../domain/lead/step.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: 'running' | 'done' | 'failed';
  readonly step: string;
  readonly attempts: number;
  readonly answer: Codes | null;
  readonly reason: string | null;
}

/** What the program asked of other systems. */
export const steps = source(
  'steps',
  (leadId) => sql<Row>`
    select at, state as kind, step, attempts, answer, reason from step_runs where lead_id = ${leadId} order by at, key`,
  ({ kind, step, attempts, answer, reason }) => {
    const times = attempts > 1 && `(${attempts} attempts)`;
    switch (kind) {
      case 'running':
        return sentence('runs', step, times);
      case 'done':
        return sentence('ran', step, times, answer && `: ${inWords(answer)}`);
      case 'failed':
        return sentence(step, 'failed', times, reason && `: ${codeInWords(reason)}`);
    }
  },
);

const inWords = (answer: Codes): string =>
  Object.entries(answer)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join(', ');
