import { printableLine } from '../printable.ts';
import type { Broken, Replayed } from './replay.ts';

type GuardedPlace = Broken & { readonly guard: string };
type Guarded = Omit<Replayed, 'broken'> & { readonly broken: readonly GuardedPlace[] };

/** The result as text for the terminal. */
export function replayedText({ replayed, broken }: Guarded): string {
  const unfit = broken.reduce((sum, { workflowIds }) => sum + workflowIds.length, 0);
  const summary = `Histories replayed: ${replayed}; ${unfit} of them do not fit the workflow code.`;
  if (unfit === 0) return `${summary}\n`;
  const advice = 'Guard each change with patched(), or deploy it as a new track: see docs/changing-programs.md.';
  return `${[...broken.map(placeText), summary, advice].join('\n\n')}\n`;
}

const placeText = ({ program, track, step, history, code, because, guard, workflowIds }: GuardedPlace): string =>
  [
    `${program}, track ${track}${step === undefined ? '' : `, step ${step}`}: ${workflowIds.length} ${workflowIds.length === 1 ? 'lead' : 'leads'}, such as ${workflowIds[0]}`,
    ...(code === undefined ? [] : [`  the history: ${history}`, `  the code:    ${code}`]),
    ...(because === undefined ? [] : [`  Temporal:    ${because}`]),
    `  a guard:     ${guard}`,
  ]
    .map(printableLine)
    .join('\n');
