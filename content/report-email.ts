import { escaped, fineprint, pageOf, paragraph, type PlainEmail } from './plain-email.ts';

/** A line of a report; its link, if it has one, shows what it is about. */
export interface ReportLine {
  readonly text: string;
  readonly link?: string | undefined;
}

export interface ReportSection {
  readonly title?: string;
  readonly lines: readonly ReportLine[];
}

export interface ReportValues {
  readonly subject: string;
  readonly sections: readonly ReportSection[];
  /** What the reader does about it. */
  readonly todo?: string | undefined;
  /** How the reader gets fewer of these. */
  readonly why: string;
}

/** The email that tells somebody of several things. Whatever leads wrote is text in it, never HTML. */
export function reportEmail({ subject, sections, todo, why }: ReportValues): PlainEmail {
  const parts = [...sections.map(asText), todo, '--', why];
  return {
    subject,
    text: `${parts.filter(Boolean).join('\n\n')}\n`,
    html: pageOf(subject, [...sections.map(asHtml), ...(todo ? [paragraph(escaped(todo))] : []), fineprint(escaped(why))]),
  };
}

const asText = ({ title, lines }: ReportSection): string =>
  [...(title ? [title, ''] : []), ...lines.map(({ text, link }) => (link ? `${text}\n  ${link}` : text))].join('\n');

const asHtml = ({ title, lines }: ReportSection): string =>
  (title ? `<h2 style="margin:24px 0 8px;font-size:17px">${escaped(title)}</h2>` : '') +
  paragraph(
    lines
      .map(({ text, link }) => (link ? `<a href="${escaped(link)}" style="color:#0f5c55">${escaped(text)}</a>` : escaped(text)))
      .join('<br>'),
  );
