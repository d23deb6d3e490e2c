import type { VersionName } from '../../content/compiled-format.ts';
import { ContentMissing } from '../../content/errors.ts';
import { previewContent, samplesFrom, variablesFrom } from '../../content/preview.ts';
import type { RenderedEmail, RenderValues } from '../../content/render.ts';
import { own } from '../../domain/text/own.ts';
import type { AppContent } from '../app-content.ts';

/** The values with which the page fills an email. @param said variables as a person typed them */
export function valuesFor({ content, sender }: AppContent, id: string, said: Readonly<Record<string, string>>): RenderValues {
  const entry = own(content, id)?.entry;
  if (!entry) throw new ContentMissing(id, Object.keys(content));
  const company = sender && { name: sender.name, address: sender.postalAddress };
  return { ...samplesFrom(company), pictures: '/i', variables: variablesFrom(entry.variables, said) };
}

/** A version of an email as the page shows it. */
export const shown = (app: AppContent, id: string, version: string, said: Readonly<Record<string, string>>): RenderedEmail =>
  previewContent(app.content, id, version as VersionName, valuesFor(app, id, said), app.policy.fields);

const asked = /\(\s*prefers-color-scheme\s*:\s*(light|dark)\s*\)/g;

/** Answers what the styles of an email ask about the reader's colours, on any machine. */
const answered =
  (scheme: string, canvas: string) =>
  (html: string): string =>
    html
      .replaceAll(asked, (_, wanted: string) => (wanted === scheme ? '(min-width: 0)' : '(max-width: 0)'))
      .replace('</head>', `<style>:root{color-scheme:${scheme};background:${canvas}}</style></head>`);

/** The two colour schemes of readers, each with what shows an email in it. */
export const schemes = { light: answered('light', '#fff'), dark: answered('dark', '#121212') } as const;
export type Scheme = keyof typeof schemes;
