import { v5 } from 'uuid';
import { insertNote } from '../../db/leads/notes.ts';
import { openTasksToAnswer } from '../../db/tasks/tasks.ts';
import type { Trx } from '../../db/database.ts';
import { stepAfter, type Disposition } from '../../domain/sales/dispositions.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { finishReply } from '../tasks/report-reply.ts';

// An arbitrary constant, so that the same copy gives the same ids.
const COPY = '5b1d3c62-0c1e-4f0b-9a53-6a2f0c7d9e21';

/** An email that a rep wrote to a lead, and copied to us. */
export interface Copy {
  readonly messageId: string;
  readonly leadId: string;
  readonly rep: { readonly id: string; readonly name: string; readonly teamId: string };
  readonly subject: string;
  /** The rep's own words. */
  readonly body: string;
  readonly at: Instant;
}

/** Puts what a rep wrote to a lead into its story, and closes the tasks that it answers. @returns whether it is new */
export async function takeCopy(
  trx: Trx,
  deps: Pick<ApiDeps, 'policy' | 'newId' | 'clock'>,
  { messageId, leadId, rep, subject, body, at }: Copy,
): Promise<boolean> {
  const id = v5(`${messageId} ${leadId}`, COPY);
  const text = [subject, body].filter(Boolean).join('\n\n');
  const note = { id, leadId, taskId: null, kind: 'email', body: text, by: rep.name, author: rep.id, at } as const;
  if (!(await insertNote(trx, note))) return false;
  const disposition = answered(deps.policy);
  if (disposition === undefined) return true;
  for (const taskId of await openTasksToAnswer(trx, leadId, rep))
    await finishReply(trx, deps, rep.id, { id: v5(`${messageId} ${taskId}`, COPY), taskId, disposition, details: {} });
  return true;
}

/** The report that says no more than that a reply was answered; undefined if the app has none. */
const answered = ({ dispositions }: Pick<Policy, 'dispositions'>): Disposition | undefined =>
  kindsOf(dispositions).find(
    (name) => stepAfter(dispositions, name, 'reply') === 'close' && dispositions[name]!.requires.length === 0,
  ) as Disposition | undefined;
