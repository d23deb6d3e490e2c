import { balanceLine } from '../../../audit/balance-line.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';

/** The proof that no lead was lost, got an email twice, or got one against their will. */
export function ledgerSection({ ledger }: Pick<Report, 'ledger'>, paint: Paint): Section {
  const { leads, emails, duplicates, forbidden, parked, balances } = ledger;
  const mark = (holds: boolean): string => (holds ? paint.green('✓') : paint.red('✗'));
  const wrong = forbidden.reduce((total, { count }) => total + count, 0);
  const lines = [
    `${mark(leads.lost.length === 0)} ${balanceLine(leads)}`,
    `${mark(emails.unknown.length + emails.missing.length === 0)} emails in the mailbox ${emails.inSink} = touches accepted ${emails.accepted}${emails.inDoubt > 0 ? ` + in doubt ${emails.inDoubt}` : ''}`,
    `${mark(duplicates.sameContent === 0)} sent twice to the same lead: ${duplicates.sameContent}`,
    `${mark(duplicates.sameMessageId === 0)} emails with the Message-ID of another one: ${duplicates.sameMessageId}`,
    `${mark(wrong === 0)} emails to people who may not be emailed: ${wrong}${wrong > 0 ? ` (${forbidden.map(({ what, count }) => `${what} ${count}`).join(', ')})` : ''}`,
    ...(emails.unknown.length > 0 ? [`${paint.red('✗')} emails without a touch: ${emails.unknown.join(', ')}`] : []),
    ...(emails.missing.length > 0
      ? [`${paint.red('✗')} touches whose email is not in the mailbox: ${emails.missing.join(', ')}`]
      : []),
    ...(parked > 0 ? [`${paint.yellow('!')} leads that wait for an operator after an error: ${parked}`] : []),
    ...(leads.lost.length > 0 ? [`${paint.red('✗')} leads that are nowhere, or in two places: ${leads.lost.join(', ')}`] : []),
    '',
    balances ? paint.green('The ledger balances.') : paint.red('The ledger does not balance.'),
  ];
  return { heading: 'Ledger', lines };
}
