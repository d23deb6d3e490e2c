import { balanceLine } from '../../../audit/balance-line.ts';
import type { Report } from '../report.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';

/** The proof that nobody was lost, mailed twice, or mailed against their will. */
export function ledgerSection({ ledger }: Pick<Report, 'ledger'>, paint: Paint): Section {
  const { leads, mails, duplicates, forbidden, parked, balances } = ledger;
  const mark = (holds: boolean): string => (holds ? paint.green('✓') : paint.red('✗'));
  const wrong = forbidden.reduce((total, { count }) => total + count, 0);
  const lines = [
    `${mark(leads.lost.length === 0)} ${balanceLine(leads)}`,
    `${mark(mails.unknown.length + mails.missing.length === 0)} mails in the mailbox ${mails.inSink} = touches accepted ${mails.accepted}${mails.inDoubt > 0 ? ` + in doubt ${mails.inDoubt}` : ''}`,
    `${mark(duplicates.sameContent === 0)} sent twice to the same lead: ${duplicates.sameContent}`,
    `${mark(duplicates.sameMessageId === 0)} mails with a Message-ID that another one has: ${duplicates.sameMessageId}`,
    `${mark(wrong === 0)} mails to people who may not be mailed: ${wrong}${wrong > 0 ? ` (${forbidden.map(({ what, count }) => `${what} ${count}`).join(', ')})` : ''}`,
    ...(mails.unknown.length > 0 ? [`${paint.red('✗')} mails that no touch knows of: ${mails.unknown.join(', ')}`] : []),
    ...(mails.missing.length > 0
      ? [`${paint.red('✗')} touches whose mail is not in the mailbox: ${mails.missing.join(', ')}`]
      : []),
    ...(parked > 0 ? [`${paint.yellow('!')} leads that wait for an operator after an error: ${parked}`] : []),
    ...(leads.lost.length > 0 ? [`${paint.red('✗')} leads that are nowhere, or in two places: ${leads.lost.join(', ')}`] : []),
    '',
    balances ? paint.green('The ledger balances.') : paint.red('The ledger does not balance.'),
  ];
  return { heading: 'Ledger', lines };
}
