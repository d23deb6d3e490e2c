import type { Db } from '../../../db/database.ts';
import { countBy } from '../../../db/reports/count.ts';
import type { Scope } from '../../../db/reports/scope.ts';
import type { Counted, EmailRow } from '../report.ts';

/** Emails that went out by track, the first track first, and how many of them a person reacted to. */
export async function emailsOf(db: Db, scope: Scope): Promise<readonly EmailRow[]> {
  const [tallies, tracks] = await Promise.all([
    countBy(db, 'emails', ['track', 'what'], scope),
    countBy(db, 'emails', ['day', 'track'], scope),
  ]);
  return [...new Set(tracks.map(({ of }) => of['track']!))].map((track) => {
    const number = (what: string): number => tallies.find(({ of }) => of['track'] === track && of['what'] === what)?.count ?? 0;
    return { track, sent: number('sent'), opened: number('opened'), acted: number('acted'), replied: number('replied') };
  });
}

const labels: Readonly<Record<string, (reason: string | null) => string>> = {
  refused: (reason) => `refused by the mail server: ${reason}`,
  notSent: (reason) => `skipped: ${reason}`,
  bounced: () => 'followed by a bounce',
  complained: () => 'followed by a complaint',
  clickedByMachine: () => 'clicked by a machine',
};

/** Emails that did not go out, or did not arrive, by the reason. */
export async function undeliveredOf(db: Db, scope: Scope): Promise<readonly Counted[]> {
  const tallies = await countBy(db, 'emails', ['what', 'reason'], scope);
  return tallies
    .flatMap(({ of: { what = null, reason = null }, count }) =>
      what !== null && labels[what] ? [{ what: labels[what](reason), count }] : [],
    )
    .toSorted((a, b) => b.count - a.count);
}
