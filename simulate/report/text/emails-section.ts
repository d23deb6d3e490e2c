import type { EmailRow, Report } from '../report.ts';
import { countsTable } from './file-section.ts';
import type { Paint } from './paint.ts';
import type { Section } from './section.ts';
import { percent, table } from './table.ts';
import { inWords } from './words.ts';

/** The emails of each track, and how people reacted. */
export function emailsSection({ emails, undelivered }: Report, paint: Paint): Section {
  const sum = (of: (row: EmailRow) => number): number => emails.reduce((total, row) => total + of(row), 0);
  const all = {
    track: 'all',
    sent: sum((row) => row.sent),
    opened: sum((row) => row.opened),
    acted: sum((row) => row.acted),
    replied: sum((row) => row.replied),
  };
  const lines = table<EmailRow>(
    [
      { title: 'Track', of: ({ track }) => track },
      { title: 'emails', of: ({ sent }) => sent, align: 'right' },
      { title: 'opened', of: ({ sent, opened }) => percent(sent === 0 ? undefined : opened / sent), align: 'right' },
      { title: 'acted on', of: ({ sent, acted }) => percent(sent === 0 ? undefined : acted / sent), align: 'right' },
      { title: 'replies', of: ({ replied }) => replied, align: 'right' },
    ],
    [...emails, all],
    paint.dim,
  );
  const besides = countsTable(undelivered.map(({ what, count }) => ({ what: inWords(what), count })));
  return { heading: 'Emails by track', lines: [...lines, ...(besides.length > 0 ? ['', ...besides] : [])] };
}
