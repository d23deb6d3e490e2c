import type { Db } from '../../../db/database.ts';
import { agreementOf } from '../../../db/reports/agreement.ts';
import { allWithin } from '../../../db/reports/scope.ts';
import { agreementKept } from '../../../domain/sales/agreement.ts';
import { labelOf } from '../../../domain/text/own.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { DAY, HOUR } from '../../../domain/time/duration.ts';
import { unseenIn } from './unseen.ts';
import type { Counted, FileReport, Labelled, Numbers, Rehearsal, Report, Story } from '../report.ts';
import { dispositionsOf, endingsOf, funnelOf, notEnrolledOf, recycledOf } from './funnel.ts';
import { lagOf } from './lag.ts';
import { ledgerOf, type Witnesses } from './ledger.ts';
import { emailsOf, undeliveredOf } from './emails.ts';
import { ladderOf, slaOf } from './sla.ts';

export interface ReportDeps {
  readonly db: Db;
  readonly clock: Clock;
  /** How fast program time passed while people acted. */
  readonly speed: number;
  readonly witnesses: Omit<Witnesses, 'raceMs'> & { readonly policy: Policy };
  readonly rehearsal: Rehearsal;
  readonly file: FileReport;
  readonly enrolled: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly numbers: Numbers;
  readonly story: Story | undefined;
  /** The ways in which the program ends, if the audience should show all of them. */
  readonly endings?: readonly string[] | undefined;
}

/** Real milliseconds within which an opt-out and an email count as simultaneous. */
const RACE = 50;

/** Counts the results of a rehearsal; call it while nothing moves. */
export async function collectReport({
  db,
  clock,
  speed,
  witnesses,
  rehearsal,
  file,
  enrolled,
  refused,
  numbers,
  story,
  endings: expected,
}: ReportDeps): Promise<Report> {
  const { policy } = witnesses;
  // What the campaign's own launch did comes a little before.
  const scope = allWithin(witnesses, { from: rehearsal.from - DAY, to: clock.now() + 1, now: clock.now(), zone: 'UTC' });
  const [funnel, endings, emails, undelivered, notEnrolled] = await Promise.all([
    funnelOf(db, scope),
    endingsOf(db),
    emailsOf(db, scope),
    undeliveredOf(db, scope),
    notEnrolledOf(db),
  ]);
  const [sla, ladder, dispositions, recycled] = await Promise.all([
    slaOf(db, policy.slas, HOUR / speed, scope),
    ladderOf(db, scope),
    dispositionsOf(db, scope),
    recycledOf(db, scope),
  ]);
  return {
    rehearsal,
    file,
    enrolment: { enrolled, notEnrolled },
    funnel,
    endings,
    emails,
    undelivered,
    sla,
    ladder,
    dispositions: labelled(dispositions, policy.dispositions),
    refused: Object.entries(refused).map(([what, count]) => ({ what, count })),
    // A call can give a lead back with a date, without a reason of the table.
    recycled: labelled(recycled, { ...policy.dispositions, ...policy.recycle.reasons }),
    unseen: expected ? unseenIn({ endings, dispositions, ladder, recycled }, expected, policy) : [],
    agreement: agreementKept(policy.agreement, await agreementOf(db, { ...scope, from: rehearsal.from }), rehearsal.days),
    lag: await lagOf(db, 0),
    numbers,
    story,
    ledger: await ledgerOf(db, { ...witnesses, raceMs: RACE * speed }),
  };
}

const labelled = (rows: readonly Counted[], table: Parameters<typeof labelOf>[0]): Labelled[] =>
  rows.map(({ what, count }) => ({ what, label: labelOf(table, what), count }));
