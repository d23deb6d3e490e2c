import type { CompiledContent } from '../../content/compiled-format.ts';
import { labelOf } from '../../domain/text/own.ts';
import type { AppContent } from '../app-content.ts';
import { html, page } from './page.ts';
import { shown } from './shown.ts';

/** The list of all emails of an app. */
export const listPage = (app: AppContent): string =>
  page(
    'Emails',
    `<table><tr><th>Email</th><th>Subject</th><th>Topic</th><th>Track</th><th>Own versions for</th></tr>${emails(app)
      .map(([id, content]) => row(app, id, content))
      .join('')}</table>`,
    app.problems,
  );

/** The texts of other channels have no page. */
const emails = ({ content }: AppContent): [string, CompiledContent][] =>
  Object.entries(content).filter(([, { entry }]) => entry.channel === undefined);

function row(app: AppContent, id: string, { entry: { topic, track, versions } }: CompiledContent): string {
  const personas = versions.map((persona) => labelOf(app.policy.personas, persona)).join(', ');
  const cells = [shown(app, id, 'default', {}).subject, topic, track, personas].map((text) => `<td>${html(text)}</td>`);
  return `<tr><td><a href="/${id}">${html(id)}</a></td>${cells.join('')}</tr>`;
}
