import type { FastifyReply } from 'fastify';
import type { SignedLink } from '../../content/link-signer.ts';
import { linkKinds, type LinkKind } from '../../domain/contact/link-kinds.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { page, paragraph } from '../pages/pages.ts';

/** The route of a kind of link. */
export const routeOf = (kind: LinkKind): string => `/${linkKinds[kind].path}/:token`;

/** The content of a valid token for this purpose; otherwise it answers the visitor with what is wrong, and returns undefined. */
export async function verified(
  { links }: ApiDeps,
  token: string,
  kind: LinkKind,
  reply: FastifyReply,
): Promise<SignedLink | undefined> {
  const link = links.verify(token);
  if (typeof link === 'object' && link.kind === kind) return link;
  if (link === 'expired')
    await sendPage(
      reply,
      410,
      'This link has expired',
      'It was in an old email. Reply to the email, and we will send you what you are looking for.',
    );
  else
    await sendPage(
      reply,
      404,
      'This link does not work',
      'It is incomplete, or it was changed. Copy the whole link from the email.',
    );
  return undefined;
}

export async function sendPage(reply: FastifyReply, status: number, title: string, ...texts: readonly string[]): Promise<void> {
  await reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(page(title, texts.map(paragraph).join('')));
}
