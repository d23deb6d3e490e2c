import type { LeadFields } from '../domain/people/lead-fields.ts';
import type { Persona } from '../domain/people/persona.ts';
import { decidedAs, type DecidedTest } from '../domain/reports/ab-test.ts';
import { stickyFraction } from '../domain/text/hash.ts';
import { armsOf } from './arms.ts';
import { prepareAttachments, type Attachment } from './attach.ts';
import type { Compiled, CompiledContent, CompiledVersion, VersionName } from './compiled-format.ts';
import { ContentMissing } from './errors.ts';
import { fillIn, type RenderValues } from './fill-in.ts';
import { createFormats } from './format.ts';
import { compileTemplates, type Templates } from './templates.ts';

/** Makes the signed URL of a link from its name: one of the content's own, `unsubscribe`, `preferences` or `pixel`. */
export type LinkFor = (link: string) => string;

/** For whom an email with two versions is rendered. */
interface Reader {
  readonly leadId: string;
  /** What a person has decided about the versions. */
  readonly decided?: DecidedTest | null;
}

export interface RenderedEmail {
  /** The hash of its templates and attachments. */
  readonly version: string;
  /** The persona whose version it is. */
  readonly persona: VersionName;
  readonly subject: string;
  /** The same with an ellipsis for each placeholder, so that it contains no personal values. */
  readonly subjectLine: string;
  readonly preheader: string;
  readonly html: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
}

export interface Renderer {
  /** The version of a content that `render` would use. @throws ContentMissing */
  readonly versionFor: (contentId: string, personas: readonly Persona[]) => VersionName;
  /** The text part of a content with its placeholders: what every recipient reads. @throws ContentMissing */
  readonly textFor: (contentId: string, personas: readonly Persona[]) => string;
  /**
   * Renders a content for one lead. It is pure: the same arguments give the same email.
   * @param personas the lead's, best fit first; the first one with a version decides, otherwise the default is used
   * @param reader decides which one of two versions the lead gets, the same each time; the first one if missing
   * @throws ContentMissing when there is no such content
   * @throws VariableRefused when a declared variable is missing or of the wrong type, or an undeclared one is given
   * @throws UrlRefused when a link isn't an https URL
   */
  readonly render: (
    contentId: string,
    personas: readonly Persona[],
    values: RenderValues,
    linkFor: LinkFor,
    reader?: Reader,
  ) => RenderedEmail;
}

function chooseVersion(content: CompiledContent, personas: readonly Persona[]): [VersionName, CompiledVersion] {
  for (const persona of personas) {
    const version = content.versions[persona];
    if (version) return [persona, version];
  }
  return ['default', content.versions.default];
}

/** Whether a reader gets the second version of a content: by lot, unless a person has decided. */
function getsVersionB(contentId: string, content: CompiledContent, { leadId, decided }: Reader): boolean {
  const arms = armsOf(content);
  if (!arms) return false;
  const everybody = decidedAs(arms, decided);
  if (everybody !== undefined) return everybody === 'b';
  return stickyFraction(`${contentId}/subject/${leadId}`) * 100 < (content.entry.abTest?.percent ?? 0);
}

/**
 * A renderer for compiled contents. Each template is prepared once, when it is first used.
 * @param fields those of the app, for contents that use them
 */
export function createRenderer(compiled: Compiled, fields: LeadFields = {}): Renderer {
  const prepared = new Map<CompiledVersion, Templates>();
  const attached = new Map(Object.entries(compiled).map(([id, { attachments }]) => [id, prepareAttachments(attachments)]));
  const formats = createFormats();

  const templatesOf = (version: CompiledVersion): Templates => {
    const known = prepared.get(version);
    if (known) return known;
    const templates = compileTemplates(version);
    prepared.set(version, templates);
    return templates;
  };

  const contentOf = (contentId: string): CompiledContent => {
    const content = Object.hasOwn(compiled, contentId) ? compiled[contentId] : undefined;
    if (!content) throw new ContentMissing(contentId, Object.keys(compiled));
    return content;
  };

  const secondOf = new Map(
    Object.values(compiled).flatMap(({ versions, versionB }) =>
      versionB ? [[versions.default, { ...versions.default, ...versionB }] as const] : [],
    ),
  );

  const versionOf = (
    contentId: string,
    personas: readonly Persona[],
    reader: Reader | undefined,
  ): [VersionName, CompiledVersion] => {
    const content = contentOf(contentId);
    const [name, version] = chooseVersion(content, personas);
    const isB = reader !== undefined && getsVersionB(contentId, content, reader);
    return [name, (isB && secondOf.get(version)) || version];
  };

  return {
    versionFor: (contentId, personas) => chooseVersion(contentOf(contentId), personas)[0],
    textFor: (contentId, personas) => chooseVersion(contentOf(contentId), personas)[1].text,
    render(contentId, personas, values, linkFor, reader) {
      const content = contentOf(contentId);
      const [persona, version] = versionOf(contentId, personas, reader);
      const { plain, html } = fillIn({ contentId, content, version, values, linkFor, formats, fields });
      const templates = templatesOf(version);
      return {
        version: version.hash,
        persona,
        subject: templates.subject(plain),
        subjectLine: version.subject.replaceAll(/\{\{.*?\}\}/g, '…'),
        preheader: templates.preheader(plain),
        html: templates.html(html),
        text: templates.text(plain),
        attachments: (attached.get(contentId) ?? []).map((attach) => attach(plain, values)),
      };
    },
  };
}

export type { RenderValues } from './fill-in.ts';
