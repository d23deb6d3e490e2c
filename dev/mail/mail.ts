import { join } from 'node:path';
import { inboxOf, type Inbox } from './inbox.ts';
import { startInboxServer } from './inbox-server.ts';
import type { MailBehaviour } from './mail-behaviour.ts';
import { startMailSink, type MailSink } from './mail-sink.ts';
import { openEmailStore } from './email-store.ts';

export interface MailOptions {
  /** The stack's folder; the messages go below it. */
  dir: string;
  /** The folder below `dir`. Default `mail`. */
  storeName?: string;
  /** 0, the default, takes a free port. */
  smtpPort?: number;
  /** 0, the default, takes a free port; false for no page. */
  inboxPort?: number | false;
  behaviour?: MailBehaviour;
  /** The clock for arrivals. Default: the wall clock. */
  now?: () => number;
}

/** The sink, its messages, and the inbox page. */
export interface LocalMail extends AsyncDisposable {
  readonly smtpUrl: string;
  /** See `MailSink.behave`. */
  behave: MailSink['behave'];
  readonly inbox: Inbox & { readonly url: string | undefined };
}

/**
 * Starts the SMTP sink and its page on loopback.
 * @throws StackError `portTaken`
 */
export async function startMail({
  dir,
  storeName = 'mail',
  smtpPort,
  inboxPort,
  behaviour,
  now,
}: MailOptions): Promise<LocalMail> {
  await using begun = new AsyncDisposableStack();
  const store = begun.use(await openEmailStore(join(dir, storeName)));
  const inbox = inboxOf(store);
  const sink = begun.use(await startMailSink({ store, port: smtpPort ?? 0, behaviour, now }));
  const page =
    inboxPort === false ? undefined : begun.use(await startInboxServer({ inbox, port: inboxPort ?? 0, smtpUrl: sink.smtpUrl }));
  const all = begun.move();
  return {
    smtpUrl: sink.smtpUrl,
    behave: (behaviour) => sink.behave(behaviour),
    inbox: Object.assign(inbox, { url: page?.url }),
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
