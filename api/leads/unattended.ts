import { unattendedKinds } from '../../db/system/unattended.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { sentence } from '../../domain/text/words.ts';
import { listUnattended } from '../../services/intake/attend.ts';
import type { ApiDeps } from '../procedures/context.ts';

/** Whom and what nobody looks after, in words. */
export async function unattended({ db, clock, policy }: Pick<ApiDeps, 'db' | 'clock' | 'policy'>) {
  const now = clock.now();
  const { unattended: found, ...rest } = await listUnattended(db, now);
  return {
    ...rest,
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
