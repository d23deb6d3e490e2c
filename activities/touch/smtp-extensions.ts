import { createTransport } from 'nodemailer';
import type { Options } from 'nodemailer/lib/smtp-transport';
import type { SendOutcome } from '../../domain/contact/send-outcome.ts';
import { MINUTE } from '../../domain/time/duration.ts';
import { outcomeOf, type SmtpTrouble } from './smtp-outcome.ts';

/** How long an answer about SMTPUTF8 stays valid. */
const EXTENSIONS_HOLD = 10 * MINUTE;

/** Asks an email server for SMTPUTF8 (RFC 6531), and remembers its answer. @returns undefined if the server offers it */
export function smtpUtf8Of(server: Options): () => Promise<SendOutcome | undefined> {
  let known: { readonly isOffered: boolean; readonly until: number } | undefined;
  return async () => {
    const now = performance.now();
    try {
      if (!known || known.until < now)
        known = { isOffered: (await extensionsOf(server)).has('SMTPUTF8'), until: now + EXTENSIONS_HOLD };
    } catch (error) {
      return outcomeOf(error as SmtpTrouble, { wasReadToItsEnd: false });
    }
    return known.isOffered ? undefined : { state: 'notSent', because: 'noSmtpUtf8', recipient: true };
  };
}

/**
 * Asks an email server which extensions it offers (RFC 5321 4.1.1.1), over a connection of its own, after TLS.
 * @throws what nodemailer throws when the server can't be reached
 */
async function extensionsOf(options: Options): Promise<ReadonlySet<string>> {
  let asked = '';
  let answer = '';
  const listen = ({ tnx }: { readonly tnx?: string }, line = ''): void => {
    if (tnx === 'client') asked = line;
    if (tnx === 'server' && asked.startsWith('EHLO')) answer = line;
  };
  const silent = (): void => {};
  const logger = { level: silent, trace: silent, info: silent, warn: silent, error: silent, fatal: silent, debug: listen };
  const transport = createTransport({ ...options, transactionLog: true, logger: logger as never });
  await transport.verify();
  return new Set(answer.split(/\r?\n/).map((line) => line.slice(4).split(' ')[0]!.toUpperCase()));
}
