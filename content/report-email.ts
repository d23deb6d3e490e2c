import { escaped, fineprint, pageOf, paragraph, type PlainEmail } from './plain-email.ts';

export interface ReportValues {
  readonly subject: string;
  /** How many of each thing, in words. */
  readonly counts: Readonly<Record<string, number>>;
  /** What the reader does about it. */
  readonly todo: string;
  /** How the reader gets fewer of these. */
  readonly why: string;
}

/** The email that tells a manager of a number of things. */
export function reportEmail({ subject, counts, todo, why }: ReportValues): PlainEmail {
  const lines = Object.entries(counts).flatMap(([name, count]) => (count > 0 ? [`${count} × ${name}`] : []));
  return {
    subject,
    text: `${[lines.join('\n'), todo, '--', why].join('\n\n')}\n`,
    html: pageOf(subject, [paragraph(lines.map(escaped).join('<br>')), paragraph(escaped(todo)), fineprint(escaped(why))]),
  };
}
