import type { Audit } from '../audit/result.ts';
import type { Ledger } from '../simulate/report/report.ts';
import type { Paint } from '../simulate/report/text/paint.ts';
import type { Acts } from './acts.ts';
import type { Replays } from './replays.ts';

/** The result of a run. */
export interface ChaosReport {
  readonly seed: number;
  readonly minutes: number;
  readonly programDays: number;
  /** How often each fault happened. */
  readonly faults: Readonly<Record<string, number>>;
  /** The clocks of each process, in seconds ahead of real time. */
  readonly clocks: Readonly<Record<string, readonly number[]>>;
  /** How many acts of people Trellis acknowledged. */
  readonly acts: Readonly<Record<keyof Acts, number>>;
  /** Acknowledged acts that are missing. */
  readonly lost: readonly string[];
  /** Parts that ended unexpectedly, with the reason. */
  readonly ended: readonly string[];
  /** Real seconds after the calm until the audit passed. */
  readonly rested: number;
  /** The result of `trellis audit`. */
  readonly audit: Audit;
  readonly replays: Replays;
  readonly ledger: Ledger;
  readonly holds: boolean;
}

/** The report as text for the terminal. */
export function chaosText(report: ChaosReport, { bold, green, red, dim }: Paint): string {
  const { audit, ledger, faults, clocks, acts, lost, ended, replays } = report;
  const { leads, emails, duplicates, forbidden, parked } = ledger;
  const sum = Object.values(faults).reduce((all, n) => all + n, 0);
  const verdict = (count: number, words: string): string => `  ${count === 0 ? green('✓') : red('✗')} ${count} ${words}`;
  return `${[
    '',
    bold(`${sum} faults in ${report.minutes} min (${report.programDays} program days), seed ${report.seed}`),
    ...Object.entries(faults)
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([what, n]) => dim(`  ${String(n).padStart(3)} × ${what}`)),
    ...Object.entries(clocks).map(([part, seconds]) => dim(`  ${part}: clock ${seconds.map(offBy).join(', then ')}`)),
    '',
    bold('Acknowledged acts of people'),
    `  ${acts.clicked} clicks, ${acts.mailed} messages, ${acts.asked} forms, ${acts.unsubscribed} opt-outs, ${acts.reported} reports`,
    '',
    bold('The ledger'),
    `  ${leads.in} leads: ${leads.ended} ended, ${leads.live} live, ${leads.held} held, ${leads.notAcquired} not acquired; ${parked} parked`,
    `  ${emails.inSink} emails arrived: ${emails.accepted} accepted, ${emails.inDoubt} in doubt`,
    verdict(duplicates.sameContent + duplicates.sameMessageId, 'sent twice'),
    verdict(
      forbidden.reduce((all, { count }) => all + count, 0),
      `sent after an opt-out${forbidden.map(({ what, count }) => `; ${what}: ${count}`).join('')}`,
    ),
    verdict(lost.length, `acts lost${lost.map((what) => `\n      ${what}`).join('')}`),
    verdict(leads.lost.length, `leads left behind${leads.lost.map((id) => `\n      ${id}`).join('')}`),
    verdict(
      emails.unknown.length + emails.missing.length,
      `emails on which the ledger and the mail server disagree${[
        ...emails.unknown.map((id) => `\n      ${id} arrived, and no touch has it`),
        ...emails.missing.map((key) => `\n      ${key} was accepted, and did not arrive`),
      ].join('')}`,
    ),
    verdict(
      replays.broken.length,
      `of ${replays.replayed} histories do not replay${replays.broken.map((file) => `\n      ${file}`).join('')}`,
    ),
    `  ${audit.passes ? green('✓') : red('✗')} the audit ${audit.passes ? 'passes' : 'does not pass'}, ${report.rested} s after the calm`,
    ...audit.findings.map(({ fault, found: [first, ...more] }) =>
      dim(`      ${fault}: ${more.length + 1}, such as ${first?.id} (${first?.detail})`),
    ),
    ...(ended.length > 0 ? [`  ${ended.length} parts ended unexpectedly:`, ...ended.map((line) => dim(`      ${line}`))] : []),
    '',
    report.holds ? green('All promises held.') : red('A promise was broken.'),
  ].join('\n')}\n`;
}

const offBy = (seconds: number): string => `${Math.abs(seconds)} s ${seconds < 0 ? 'behind' : 'ahead'}`;
