import { buttonLink, escaped, fineprint, pageOf, paragraph, type PlainEmail } from './plain-email.ts';

export interface AlertValues {
  readonly subject: string;
  /** A fact for each line, such as `Due` and `Tuesday 10 March, 11:15`. An empty fact is left out. */
  readonly facts: Readonly<Record<string, string | false | null | undefined>>;
  /** What the lead wrote last. */
  readonly words: string | null;
  /** The signed URL of the page that shows the task. */
  readonly link: string;
  /** The URL of the agreed meeting as a file for the rep's calendar. */
  readonly calendar?: string | undefined;
  /** A `mailto:` address that begins an email to the lead. */
  readonly answer: string;
  /** Where a reply to the alert goes. */
  readonly reply: string;
  /** How the rep gets fewer of these. */
  readonly why: string;
}

const ADD = 'Add the meeting to your calendar';

/** The email that tells a rep about a task. What a lead wrote is quoted as text, never as HTML. */
export function alertEmail({ subject, facts, words, link, calendar, answer, reply, why }: AlertValues): PlainEmail {
  const lines = Object.entries(facts).flatMap(([name, fact]) => (fact ? [{ name, fact }] : []));
  const plain = lines.map(({ name, fact }) => `${name}: ${fact}`).join('\n');
  const quoted = words?.replaceAll(/^/gm, '> ');
  const parts = [
    plain,
    quoted,
    `Open the task: ${link}`,
    calendar && `${ADD}: ${calendar}`,
    `Write to the lead: ${answer}`,
    reply,
    '--',
    why,
  ];
  return {
    subject,
    text: `${parts.filter(Boolean).join('\n\n')}\n`,
    html: pageOf(subject, [
      paragraph(lines.map(({ name, fact }) => `<b>${escaped(name)}</b>: ${escaped(fact)}`).join('<br>')),
      ...(words ? [`<blockquote style="${quote}">${escaped(words)}</blockquote>`] : []),
      buttonLink(link, 'Open the task'),
      ...(calendar ? [paragraph(`<a href="${escaped(calendar)}" style="color:#0f5c55">${ADD}</a>`)] : []),
      paragraph(`<a href="${escaped(answer)}" style="color:#0f5c55">Write to the lead</a>. ${escaped(reply)}`),
      fineprint(escaped(why)),
    ]),
  };
}

const quote = 'margin:0 0 16px;padding:0 0 0 14px;border-left:3px solid #c9ced3;white-space:pre-wrap';
