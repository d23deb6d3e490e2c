import type { Email } from './email.ts';
import { commonHeaders, encodedWord, plainMessage, type RawMail } from './mime.ts';

interface AwayNote {
  readonly subject: (email: Email) => string;
  readonly text: string;
  /** The headers that the program marks an automatic reply with, if any. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The automatic replies of absent people, as different programs send them. */
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

/** The automatic reply to an email while its reader is away. */
export function awayNote(email: Email, style: AwayStyle, at: number): RawMail {
  const { subject, text, headers } = awayNotes[style];
  return {
    to: email.replyTo,
    raw: plainMessage(
      {
        ...commonHeaders(email, 'away', at),
        From: email.to,
        To: email.replyTo,
        Subject: encodedWord(subject(email)),
        'In-Reply-To': email.messageId,
        ...headers,
      },
      `${text}\n`,
    ),
  };
}
