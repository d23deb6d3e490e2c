import type { LinkSigner } from '../../../content/link-signer.ts';
import type { Inbox } from '../../../dev/mail/inbox.ts';
import type { Mail } from '../../../dev/mail/mail-reading.ts';
import type { ReceivedEmail } from '../../support/person.ts';

/** What has arrived in an inbox, as letters. */
export interface Letters {
  to(address: string): readonly ReceivedEmail[];
  /** Reads what has arrived since. */
  read(): Promise<void>;
}

export function lettersOf(inbox: Inbox, links: LinkSigner): Letters {
  const letters: ReceivedEmail[] = [];
  let cursor = 0;
  const readOn = async () => {
    for (const { id } of inbox.messages({ after: cursor })) {
      letters.push(letterOf(await inbox.read(id), links));
      cursor = id;
    }
  };
  let reading = Promise.resolve();
  return {
    to: (address) => letters.filter((letter) => letter.to.address === address),
    read: () => (reading = reading.then(readOn)),
  };
}

function letterOf({ from, to, subject, html, text, links, headers, envelope }: Mail, signer: LinkSigner): ReceivedEmail {
  const unsubscribe = /<([^>]+)>/.exec(headers.find(({ name }) => name === 'list-unsubscribe')?.value ?? '')?.[1] ?? '';
  const signed = [...links.map(({ url }) => url), unsubscribe].flatMap((url) => {
    const link = signer.verify(url.slice(url.lastIndexOf('/') + 1));
    if (typeof link === 'string') return [];
    // The ways out carry the address there.
    const isWayOut = link.kind === 'unsubscribe' || link.kind === 'preferences';
    return [{ url, key: link.key, name: (isWayOut ? undefined : link.link) ?? link.kind }];
  });
  return {
    key: signed[0]?.key ?? '',
    from: { name: from, address: envelope.from },
    to: { name: to, address: envelope.to[0] ?? '' },
    subject,
    html,
    text,
    links: Object.fromEntries(signed.map(({ name, url }) => [name, url])),
  };
}
