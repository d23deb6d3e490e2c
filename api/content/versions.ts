import type { Compiled, CompiledContent } from '../../content/compiled-format.ts';
import { ContentMissing } from '../../content/errors.ts';
import { sentVersions } from '../../db/touches/content-versions.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';
import type { ReportDeps } from '../reports/input.ts';
import { iso } from '../reports/input.ts';

type Deps = Pick<ApiDeps, 'settings'>;

/** @throws ContentMissing */
export function knownContent(
  { settings }: { readonly settings: Pick<ApiDeps['settings'], 'content'> },
  id: string,
): CompiledContent {
  const found = own(settings.content, id);
  if (!found) throw new ContentMissing(id, Object.keys(settings.content));
  return found;
}

/** The versions that would be sent now: a second version, if there is one, before the first, then those for kinds of buyers. */
export function versionsNow({ versions, versionB }: CompiledContent) {
  const all = Object.entries(versions).map(([name, { hash, subject, text }]) => {
    return { hash, subject, text, persona: name === 'default' ? null : name };
  });
  return [...(versionB ? [{ ...versions.default, ...versionB, persona: null }] : []), ...all];
}

/** The versions of a content that were sent, for people. */
export async function versionsSent(deps: ReportDeps, id: string) {
  knownContent(deps, id);
  const sent = await sentVersions(deps.db, id);
  return { sent: sent.map(({ first, last, ...version }) => ({ ...version, first: iso(first), last: iso(last) })) };
}

/** The versions of a content: those that were sent, and those that would be sent now, each with its text. */
export function contentVersions(deps: Deps, id: string, sent: Awaited<ReturnType<typeof versionsSent>>['sent']) {
  const now = versionsNow(knownContent(deps, id));
  const unsent = now.filter(({ hash }) => !sent.some((one) => one.hash === hash));
  return [
    ...unsent.map(({ hash, subject, text, persona }) => ({
      version: hash,
      persona,
      subject,
      text,
      isNow: true,
      sent: 0,
      first: null,
      last: null,
    })),
    ...sent.map(({ hash, ...version }) => ({ version: hash, ...version, isNow: now.some((one) => one.hash === hash) })),
  ];
}

/** The contents, as if the second version of one were its only one. @throws Refusal if it has one version; ContentMissing */
export function withVersionB(contents: Compiled, id: string): Compiled {
  const found = knownContent({ settings: { content: contents } }, id);
  const { versions, versionB } = found;
  if (!versionB) throw badRequest('notTested', `"${id}" has one version.`, id, 'Leave out `version`.');
  return { ...contents, [id]: { ...found, versions: { ...versions, default: { ...versions.default, ...versionB } } } };
}
