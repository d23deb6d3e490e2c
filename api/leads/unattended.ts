import { unattendedKinds } from '../../db/system/unattended.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { sentence } from '../../domain/text/words.ts';
import { stillUnattended } from '../../services/intake/attend.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { report } from '../reports/report.ts';

/** Whom and what nobody looks after, in words. What somebody looks after since it was counted is left out. */
export async function unattended(deps: Pick<ApiDeps, 'db' | 'clock' | 'policy' | 'settings' | 'log'>, anew?: boolean) {
  const { db, clock, policy } = deps;
  const now = clock.now();
  const { leads, countedAt, ...counted } = await report(deps, 'unattended', { anew });
  const { unattended: found, ...rest } = await stillUnattended(db, now, counted);
  return {
    ...rest,
    leads,
    countedAt,
    unattended: found.map(({ since, detail, kind, ...one }) => ({
      ...one,
      kind,
      since: since.toISOString(),
      age: ageInWords(now - since.getTime()),
      because: sentence(unattendedKinds[kind].label, detail && `(${codeInWords(detail, [policy.engagements])})`),
      todo: unattendedKinds[kind].todo,
    })),
  };
}

/** `3 days`, `1 hour` */
function ageInWords(age: number): string {
  const [count, unit] = age >= DAY ? [Math.floor(age / DAY), 'day'] : [Math.max(0, Math.floor(age / HOUR)), 'hour'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
