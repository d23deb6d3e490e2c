import type { Db } from '../../../db/database.ts';
import type { Clock } from '../../../domain/time/clock.ts';
import { HOUR } from '../../../domain/time/duration.ts';
import { unseenIn } from './unseen.ts';
import type { FileReport, Rehearsal, Report, Story } from '../report.ts';
import { dispositionsOf, endingsOf, funnelOf, notEnrolledOf, recycledOf } from './funnel.ts';
import { lagOf } from './lag.ts';
import { ledgerOf, type Witnesses } from './ledger.ts';
import { emailsOf, undeliveredOf } from './emails.ts';
import { agreementOf, ladderOf, slaOf } from './sla.ts';

export interface ReportDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly witnesses: Omit<Witnesses, 'raceMs'>;
  readonly rehearsal: Rehearsal;
  readonly file: FileReport;
  readonly enrolled: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly story: Story | undefined;
  /** Where the leads are there to show everything: the ways in which the program ends. */
  readonly endings?: readonly string[] | undefined;
}

/** Real milliseconds in which an opt-out and a mail count as simultaneous. */
const RACE = 50;

/** Counts what a rehearsal came to; call it while nothing moves. */
export async function collectReport({
  db,
  clock,
  witnesses,
  rehearsal,
  file,
  enrolled,
  refused,
  story,
  endings: expected,
}: ReportDeps): Promise<Report> {
  const { speed } = clock.spec;
  const [funnel, endings, emails, undelivered, notEnrolled] = await Promise.all([
    funnelOf(db),
    endingsOf(db),
    emailsOf(db),
    undeliveredOf(db),
    notEnrolledOf(db),
  ]);
  const [sla, ladder, dispositions, recycled] = await Promise.all([
    slaOf(db, HOUR / speed),
    ladderOf(db),
    dispositionsOf(db),
    recycledOf(db),
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
    dispositions,
    refused: Object.entries(refused).map(([what, count]) => ({ what, count })),
    recycled,
    unseen: expected ? unseenIn({ endings, dispositions, ladder, recycled }, expected) : [],
    agreement: await agreementOf(db, rehearsal.days),
    lag: await lagOf(db, 0),
    story,
    ledger: await ledgerOf(db, { ...witnesses, raceMs: RACE * speed }),
  };
}
