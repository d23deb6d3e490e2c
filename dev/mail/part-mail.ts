import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { startMail, type LocalMail } from './mail.ts';
import type { PartOptions } from '../stack-options.ts';
import { StackError } from '../../engine/stack-error.ts';
import { faultOfUrl } from '../../worker/url-setting.ts';

/** The mail server of a stack. */
export interface MailPart extends AsyncDisposable {
  readonly smtpUrl: string;
  /** Undefined when the server is external. */
  readonly inbox: LocalMail['inbox'] | undefined;
  /** Undefined when the server is external. */
  readonly behave: LocalMail['behave'] | undefined;
}

/** The server of `TRELLIS_SMTP_URL`, otherwise our own sink. */
export async function mailPart(options: PartOptions): Promise<MailPart> {
  const external = options.env['TRELLIS_SMTP_URL'];
  return external ? await externalServer(external, options) : await localServer(options);
}

async function localServer({ dir, ports, run, mail, onProgress }: PartOptions): Promise<MailPart> {
  await rm(join(dir, 'runs'), { recursive: true, force: true }); // of killed runs
  const storeName = run ? join('runs', run) : 'mail';
  const local = await startMail({ dir, storeName, smtpPort: ports.smtp ?? 0, inboxPort: ports.inbox ?? 0, ...mail });
  onProgress(`Mail: ready on ${local.smtpUrl}, inbox ${local.inbox.url}`);
  const stopServer = local[Symbol.asyncDispose].bind(local);
  return Object.assign(local, {
    async [Symbol.asyncDispose]() {
      await stopServer();
      if (run) await rm(join(dir, storeName), { recursive: true, force: true });
    },
  });
}

async function externalServer(smtpUrl: string, { onProgress, signal }: PartOptions): Promise<MailPart> {
  const { protocol, hostname, port } = parsed(smtpUrl);
  await reachable(hostname, Number(port) || (protocol === 'smtps:' ? 465 : 587), signal);
  onProgress(`Mail: using ${hostname}`);
  return { smtpUrl, inbox: undefined, behave: undefined, async [Symbol.asyncDispose]() {} };
}

function parsed(smtpUrl: string): URL {
  const fault = faultOfUrl(['smtp', 'smtps'], smtpUrl);
  const url = fault === undefined ? new URL(smtpUrl) : undefined;
  if (url?.hostname) return url;
  throw bad('badSetting', fault ?? 'names no host.', 'Example: smtps://user:password@mail.example.com:465');
}

const reachable = (host: string, port: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: 5_000, signal });
    const fail = (why: string): void => {
      socket.destroy();
      reject(
        bad('unreachable', `no server answers at ${host}:${port} (${why}).`, 'Correct it, or unset it to use Trellis’ own sink.'),
      );
    };
    socket.once('timeout', () => fail('no answer within 5 s'));
    socket.once('error', (error) => (signal.aborted ? reject(signal.reason as Error) : fail(error.message)));
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });

const bad = (code: 'badSetting' | 'unreachable', problem: string, remedy: string): StackError =>
  new StackError({ component: 'Mail', code, problem: `TRELLIS_SMTP_URL: ${problem}`, remedy });
