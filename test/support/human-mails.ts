import { rawMail } from './raw-mail.ts';

const subjects = [
  'Re: The guide', 'AW: Der Leitfaden', 'RE: Le guide', 'RV: La guía', 'R: La guida', 'Antw: De gids', 'SV: Guiden', 'Odp: Przewodnik', 'Re: Automatic reply: The guide', 'Re: Undeliverable: The guide', 'AW: Abwesenheitsnotiz', 'Question about delivery', 'Frage zur Lieferung', 'Problem with our quota', 'Reading the guide', 'Lunch on Thursday', 'Autonomous trucks', 'Rückfrage', 'Une question', 'Una pregunta', 'The user manual', 'Delivery times for 550 units',
]; // prettier-ignore

const texts = [
  'Yes, please call me tomorrow.',
  'Our mailbox was full last week, could you send the guide again?',
  'I was out of office. Now I am back: let us talk.',
  'Ich war im Urlaub, rufen Sie mich bitte an.',
  'We need 550 units; the delivery was delayed by our supplier.',
  'Your message was returned to me by my colleague, who is interested.',
  'Not for us, thank you.',
  "J'étais absente, pouvez-vous me rappeler ?",
  'Could not be better timed! What does it cost?\n\n> Hello Ann,\n> this mailbox is not monitored, please do not reply to this email.',
];

/** Messages that people wrote, about everything that programs write about, too. */
export const humanMails = (): readonly { readonly name: string; readonly raw: string }[] =>
  subjects.flatMap((Subject) =>
    texts.map((text) => ({
      name: `${Subject}: ${text}`,
      raw: rawMail({ 'From': 'Ann Lee <ann@pier7.example>', 'To': 'hello@mail.example.com', Subject, 'Auto-Submitted': 'no', 'Return-Path': '<ann@pier7.example>', 'In-Reply-To': '<ours@mail.example.com>', 'Content-Type': 'text/plain; charset=utf-8' }, text),
    })),
  ); // prettier-ignore
