import type { Letter } from './letter.ts';
import { commonHeaders, encodedWord, plainMessage, type RawMail } from './mime.ts';

interface AwayNote {
  readonly subject: (letter: Letter) => string;
  readonly text: string;
  /** What the program says of itself, if it does. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Notes of people who are away, as different programs send them. */
export const awayNotes = {
  standard: {
    subject: ({ subject }) => `Out of office: ${subject}`,
    text: 'I am out of the office until next week and read my mail then.',
    headers: { 'Auto-Submitted': 'auto-replied' },
  },
  exchange: {
    subject: ({ subject }) => `Automatische Antwort: ${subject}`,
    text: 'Ich bin bis nächste Woche nicht im Büro. Bitte rufen Sie in dringenden Fällen meine Kollegen an.',
    headers: { 'X-Auto-Response-Suppress': 'All' },
  },
  vacation: {
    subject: ({ subject }) => `Re: ${subject}`,
    text: 'Thank you for your message. I will be back next month. Later is better.',
    headers: { Precedence: 'bulk' },
  },
  notes: {
    subject: ({ to }) => `AUTO: ${to} is out of the office (returning next Monday)`,
    text: 'I am out of the office. Note: this is an automated response to your message.',
    headers: {},
  },
} as const satisfies Record<string, AwayNote>;

export type AwayStyle = keyof typeof awayNotes;

/** The note that a letter meets, while its reader is away. */
export function awayNote(letter: Letter, style: AwayStyle, at: number): RawMail {
  const { subject, text, headers } = awayNotes[style];
  return {
    to: letter.replyTo,
    raw: plainMessage(
      {
        ...commonHeaders(letter, 'away', at),
        From: letter.to,
        To: letter.replyTo,
        Subject: encodedWord(subject(letter)),
        'In-Reply-To': letter.messageId,
        ...headers,
      },
      `${text}\n`,
    ),
  };
}
