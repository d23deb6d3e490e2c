import { createTransport } from 'nodemailer';
import type { Options } from 'nodemailer/lib/smtp-transport';

/**
 * Asks an email server which extensions it offers (RFC 5321 4.1.1.1), over a connection of its own, after TLS.
 * @throws what nodemailer throws when the server can't be reached
 */
export async function extensionsOf(options: Options): Promise<ReadonlySet<string>> {
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
