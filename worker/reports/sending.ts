import { failedAlerts } from '../../db/alerts/tally.ts';
import { troublesNow } from '../../db/touches/sending-trouble.ts';
import { troubleSpec } from '../../domain/contact/sending-trouble.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { own } from '../../domain/text/own.ts';
import { minuteIn, percent, quantity } from '../../domain/text/words.ts';
import { DAY } from '../../domain/time/duration.ts';
import { suspicions } from '../../services/alerts/watch-sending.ts';
import type { WriteReport } from './report.ts';

/** Through which channels nothing gets, why, and what operations can do. */
export const sendingFails: WriteReport = async ({ db, zone }) => {
  const troubles = await troublesNow(db);
  if (troubles.length === 0) return undefined;
  return {
    headline: troubles.map(({ channel, because }) => troubleSpec(channel, because).label).join('; '),
    sections: troubles.map(({ channel, because, since, mails, smtpCode }) => ({
      title: channel,
      lines: [
        {
          text: `Since ${minuteIn(zone, since.getTime())}: ${quantity(mails, 'attempt')} failed${smtpCode ? `, code ${smtpCode}` : ''}.`,
        },
        { text: troubleSpec(channel, because).todo },
      ],
    })),
    todo: 'ops.health says when it is over.',
  };
};

/** Bounces, complaints, and domains without email. */
export const sendingSuspect: WriteReport = async ({ db, policy, now }) => {
  const found = await suspicions(db, policy, now);
  if (!found) return undefined;
  const { sent, bounced, complained, domains, domainsWithout } = found;
  const share = (count: number) => (sent === 0 ? '' : ` (${percent(count / sent)})`);
  return {
    headline: `${bounced} bounced, ${complained} complained, of ${quantity(sent, 'email')}`,
    sections: [
      {
        title: 'The last 24 hours',
        lines: [
          { text: `${quantity(sent, 'email')} sent` },
          { text: `${bounced} bounced${share(bounced)}` },
          { text: `${complained} caused complaints${share(complained)}` },
          { text: `${domainsWithout} of the ${quantity(domains, 'domain')} of the last hour take no email` },
        ],
      },
    ],
    todo: 'mail.failing, mail.againstUs and ops.health list the causes. campaigns.pause and ops.stopEverything hold the sending.',
  };
};

const notArrived: Readonly<Record<string, string>> = { refused: 'refused', inDoubt: 'may or may not have arrived' };

/** Alerts that did not arrive in the last day, by rep. */
export const alertFailed: WriteReport = async ({ db, now }) => {
  const failed = await failedAlerts(db, now - DAY);
  if (failed.length === 0) return undefined;
  return {
    headline: failed.map(({ rep }) => rep).join(', '),
    sections: [
      {
        lines: failed.map(({ rep, address, count, states, reasons }) => ({
          text: [
            `${rep} <${address}>: ${quantity(count, 'alert')}, ${states.map((state) => own(notArrived, state) ?? state).join(', ')}`,
            ...reasons.map((reason) => codeInWords(reason)),
          ].join('; '),
        })),
      },
    ],
    todo: 'Check the addresses of the reps, and the log of the email server. The tasks are in their queues.',
  };
};
