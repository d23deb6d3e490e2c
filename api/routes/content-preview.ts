import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { previewContent, sampleLink, samplesFrom } from '../../content/preview.ts';
import { requireKey } from '../edge/keys.ts';
import type { Limiters } from '../edge/rates.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { personaNamed } from '../procedures/policy-names.ts';
import { key } from '../procedures/values.ts';

const query = z.strictObject({ persona: key.optional(), theme: z.enum(['light', 'dark']).default('light') });

/** An email brings its own styles, and nothing of it runs, is sent or is loaded from elsewhere. Only the console may show it. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "frame-ancestors 'self'",
  'sandbox',
].join('; ');

/**
 * `GET /content/:id/preview?persona=…&theme=dark`: an email as a lead would see it, for a frame of the console. The people in it are
 * invented, and its links do nothing.
 */
export function contentPreviewRoute(app: FastifyInstance, deps: ApiDeps, limiters: Limiters): void {
  const onRequest = requireKey(deps, limiters, { roles: ['marketer', 'manager', 'rep'], what: 'GET /content/:id/preview' });
  app.get<{ Params: { id: string } }>('/content/:id/preview', { onRequest }, async ({ params: { id }, query: given }, reply) => {
    const { persona, theme } = query.parse(given);
    const { content, company } = deps.settings;
    const version = persona === undefined ? 'default' : personaNamed(deps, persona);
    const { html } = previewContent(content, id, version, samplesFrom(company), deps.policy.fields);
    return await reply
      .header('content-security-policy', contentSecurityPolicy)
      .type('text/html; charset=utf-8')
      .send(inTheme(html, theme));
  });
}

/** The email as a client in this theme shows it, whatever the theme of the browser. What it would load from elsewhere is left out. */
const inTheme = (html: string, theme: 'light' | 'dark'): string =>
  html
    .replaceAll(/@media \(prefers-color-scheme:\s*dark\)/g, theme === 'dark' ? '@media all' : '@media not all')
    .replace(/(<meta name="color-scheme" content=")[^"]*/, `$1${theme}`)
    .replaceAll(sampleLink('pixel'), 'data:,')
    .replaceAll(/<link [^<>]*>/g, (link) => (link.includes('rel="stylesheet"') ? '' : link))
    .replaceAll(/@import url\([^()]*\);/g, '');
