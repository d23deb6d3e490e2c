import { setTimeout as sleep } from 'node:timers/promises';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { AfterDot, MailBehaviour, Refusal } from './mail-behaviour.ts';
import type { Envelope, EmailStore } from './email-store.ts';
import { listenOn, loopback } from '../ports.ts';

export interface MailSinkOptions {
  store: EmailStore;
  /** 0, the default, takes a free port. */
  port?: number;
  behaviour?: MailBehaviour;
  /** The clock for arrivals. */
  now?: () => number;
}

/** An SMTP server that saves every message and delivers none. */
export interface MailSink extends AsyncDisposable {
  /** `smtp://127.0.0.1:port` */
  readonly smtpUrl: string;
  readonly port: number;
  /** Changes the behaviour for future messages; `{}` accepts everything. */
  behave(behaviour: MailBehaviour): void;
}

/**
 * Starts the sink on loopback.
 * @throws StackError `portTaken`
 */
export async function startMailSink({
  store,
  port: wanted = 0,
  behaviour = {},
  now = Date.now,
}: MailSinkOptions): Promise<MailSink> {
  let current = behaviour;
  const server: SMTPServer = new SMTPServer({
    name: 'mail.trellis.localhost',
    banner: 'saves emails, delivers none',
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    closeTimeout: 100,
    size: 30_000_000,
    onRcptTo({ address }, _session, answer) {
      const verdict = current.recipient?.(address);
      if (verdict !== 'stall') answer(verdict && refusal(verdict));
    },
    onData(stream, session, answer) {
      receive(stream, session).then(
        (text) => answer(null, text),
        (error: Error) => answer(error),
      );
    },
  });

  async function receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    const envelope = envelopeOf(session);
    const { delayMs = 0, reply = 'accept', keep = typeof reply === 'string' }: AfterDot = current.afterDot?.(envelope) ?? {};
    if (keep) await store.add(Buffer.concat(chunks), envelope, now());
    if (delayMs > 0) await sleep(delayMs);
    if (reply === 'drop') drop(server, session);
    else if (reply !== 'accept') throw refusal(reply);
    return keep ? `saved as ${store.count}` : 'ok';
  }

  server.on('error', () => {}); // a client that disconnects midway must not affect the others
  server.server.on('connection', (socket) => socket.setNoDelay(true)); // an answer is one short line that nothing follows
  const port = await listenOn(server, 'Mail', wanted, 'SMTP');
  return {
    port,
    smtpUrl: `smtp://${loopback}:${port}`,
    behave(next) {
      current = next;
    },
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(resolve)),
  };
}

const envelopeOf = ({ envelope }: SMTPServerSession): Envelope => ({
  from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
  to: envelope.rcptTo.map(({ address }) => address),
});

const refusal = ({ code, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: code });

function drop(server: SMTPServer, { id }: SMTPServerSession): void {
  for (const connection of server.connections as Set<{ id: string; _socket: { destroy(): void } }>) {
    if (connection.id === id) connection._socket.destroy();
  }
}
