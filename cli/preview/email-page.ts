import type { CompiledContent } from '../../content/compiled-format.ts';
import { ContentMissing } from '../../content/errors.ts';
import type { ContentEntry } from '../../content/entry.ts';
import type { RenderedEmail } from '../../content/render.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import type { AppContent } from '../app-content.ts';
import { html, page } from './page.ts';
import { schemes, shown, valuesFor } from './shown.ts';

type Said = Readonly<Record<string, string>>;

/** Pixels of the two windows: of a mail program on a desk, and of a phone. */
const windows = ['desktop', 'phone'] as const;

/** @throws ContentMissing */
function contentOf({ content }: AppContent, id: string): CompiledContent {
  const found = own(content, id);
  if (!found) throw new ContentMissing(id, Object.keys(content));
  return found;
}

/** An email with each of its versions. @param said variables as a person typed them */
export function emailPage(app: AppContent, id: string, said: Said): string {
  const { entry, versions } = contentOf(app, id);
  const query = new URLSearchParams(said).toString();
  const sections = Object.keys(versions).map(
    (version) =>
      `<h2>${html(whoGets(app, entry, version))}</h2>${head(shown(app, id, version, said))}${views(id, version, query)}`,
  );
  return page(id, [about(entry), variables(app, id, said), ...sections].join(''), app.problems);
}

function whoGets({ policy }: AppContent, { versions }: ContentEntry, version: string): string {
  if (version !== 'default') return `For ${labelOf(policy.personas, version)}`;
  return versions.length === 0 ? 'For everybody' : 'For everybody else';
}

const about = ({ topic, track, position, goal, callToAction, from }: ContentEntry): string =>
  list({ Topic: topic, Track: `${track} (${position})`, 'Sent by': from, Goal: goal.join(', '), 'It asks': callToAction });

const list = (facts: Readonly<Record<string, string>>): string =>
  `<dl>${Object.entries(facts)
    .map(([name, value]) => `<dt>${html(name)}</dt><dd>${html(value) || '–'}</dd>`)
    .join('')}</dl>`;

/** The variables that its program passes, to try other values. */
function variables(app: AppContent, id: string, said: Said): string {
  const { lead, rep, variables: values = {} } = valuesFor(app, id, {});
  const { entry } = contentOf(app, id);
  const fields = Object.entries(entry.variables).map(([name, kind]) => {
    const value = kind === 'instant' ? new Date(values[name]!).toISOString() : String(values[name]);
    return `<tr><th>${html(name)}</th><td>${kind}</td><td><input name="${html(name)}" size="40" value="${html(said[name] ?? value)}"></td></tr>`;
  });
  const people = `Filled for ${lead.firstName} of ${lead.company}, with ${rep.name} as the rep.`;
  const form = `<form action="/${id}"><table>${fields.join('')}</table><p><button>Show with these values</button></p></form>`;
  return `<p>${html(people)}</p>${fields.length > 0 ? form : ''}`;
}

const head = ({ subject, preheader, text, attachments, html: body }: RenderedEmail): string =>
  list({
    Subject: subject,
    Preheader: preheader,
    Attached: attachments.map(({ filename }) => filename).join(', '),
    Size: `${Math.ceil(Buffer.byteLength(body) / 1024)} KB of HTML`,
  }) + `<details><summary>Text part</summary><pre>${html(text)}</pre></details>`;

function views(id: string, version: string, query: string): string {
  const one = (width: string, scheme: string): string => {
    const src = `/email/${id}/${version}/${scheme}${query === '' ? '' : `?${query}`}`;
    return `<div><h3>${width}, ${scheme}</h3><iframe class="${width}" sandbox title="${width}, ${scheme}" src="${html(src)}"></iframe></div>`;
  };
  return Object.keys(schemes)
    .map((scheme) => `<div class="views">${windows.map((width) => one(width, scheme)).join('')}</div><br>`)
    .join('');
}
