import { actsUntil } from '../../../db/engagements/words.ts';
import type { SheetRow } from '../../../db/tasks/sheet-row.ts';
import { pointsOf } from '../../../domain/scoring/interest.ts';
import { kindSpec, replyKinds, type EngagementKinds } from '../../../domain/scoring/engagement.ts';
import { labelOf } from '../../../domain/text/own.ts';
import { codesInWords } from '../../../domain/text/code-in-words.ts';
import { sentence } from '../../../domain/text/words.ts';
import { scoreOf } from '../../leads/lead-score.ts';
import type { ApiDeps } from '../../procedures/context.ts';
import { iso } from '../../procedures/iso.ts';

/** How many of the lead's last acts explain a task. */
const LAST_ACTS = 10;

/** What made the lead ready: the act or the score behind the task, the acts that led to it with their points, and the score's terms. */
export async function whyNow({ db, policy, clock }: Pick<ApiDeps, 'db' | 'policy' | 'clock'>, row: SheetRow) {
  const { engagements, pages, scoring } = policy;
  const [acts, { deciding }] = await Promise.all([
    actsUntil(db, row.leadId, row.openedAt, LAST_ACTS),
    scoreOf({ db, policy, clock }, row.leadId),
  ]);
  const { fit, fitWhy, interest, interestWhy, temperature } = deciding;
  return {
    text: codesInWords(row.because, [engagements]),
    trigger: triggerOf(engagements, row),
    acts: acts.map(({ at, kind, page, reply, content }) => ({
      at: iso(at),
      kind,
      text: sentence(
        labelOf(engagements, kind),
        page && `(${labelOf(pages, page)})`,
        reply && `(${replyKinds[reply].label})`,
        content && `in ${content}`,
      ),
      content: content ?? undefined,
      points: pointsOf(scoring, { kind, page: page ?? undefined, at: at.getTime() }),
    })),
    score: { fit, fitWhy, interest: Math.round(interest), interestWhy: interestWhy.map(whole), temperature },
  };
}

const whole = <T extends { readonly points: number }>(term: T): T => ({ ...term, points: Math.round(term.points) });

const triggerOf = (kinds: EngagementKinds, { trigger: { kind, at } }: SheetRow) =>
  kind === undefined ? undefined : { kind, text: kind === 'mql' ? 'became MQL' : kindSpec(kinds, kind).label, at: iso(at) };
