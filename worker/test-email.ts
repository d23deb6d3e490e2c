import { randomUUID } from 'node:crypto';
import type { OutgoingEmail } from '../activities/touch/mailer.ts';
import type { Settings } from '../activities/deps.ts';
import type { Compiled, VersionName } from '../content/compiled-format.ts';
import { findContent } from '../content/find-content.ts';
import { previewContent, sampleLink, samplesFrom, variablesFrom } from '../content/preview.ts';
import type { LeadFields } from '../domain/people/lead-fields.ts';
import { own } from '../domain/text/own.ts';

export interface TestOrder {
  /** The name of the content. */
  readonly id: string;
  readonly to: string;
  readonly persona: VersionName;
  /** Variables as a person writes them; the others get sample values. */
  readonly said: Readonly<Record<string, string>>;
}

interface TestSettings extends Pick<Settings, 'sender' | 'publicUrl'> {
  readonly content: Compiled;
  readonly fields: LeadFields;
}

/**
 * An email as a test, filled with sample values. It is not a touch: it affects no lead, ledger or limit, and links that would
 * change a lead do nothing.
 * @throws ContentMissing
 */
export function testEmail(
  { content, fields, sender, publicUrl }: TestSettings,
  { id, to, persona, said }: TestOrder,
): OutgoingEmail {
  const entry = findContent(content, id);
  const links: Record<string, string> = {};
  const linkFor = (name: string): string => {
    const link = own(entry.links, name);
    return (links[name] ??= link && 'url' in link ? link.url : sampleLink(name));
  };
  const values = {
    ...samplesFrom({ name: sender.name, address: sender.postalAddress }),
    pictures: `${publicUrl}/i`,
    variables: variablesFrom(entry.variables, said),
  };
  const rendered = previewContent(content, id, persona, values, fields, linkFor);
  const key = `test/${randomUUID()}`;
  return {
    key,
    messageId: `<${key.replace('/', '.')}@${sender.domain}>`,
    envelopeFrom: sender.address,
    from: { name: entry.from === 'rep' ? values.rep.name : sender.name, address: sender.address },
    to: { name: '', address: to },
    date: Date.now(),
    subject: `[Test] ${rendered.subject}`,
    html: rendered.html,
    text: rendered.text,
    attachments: rendered.attachments,
    headers: {},
    links,
  };
}
