import { randomUUID } from 'node:crypto';
import type { DataValue } from '../../domain/scoring/engagement-data.ts';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { Email } from './email.ts';
import type { RawMail } from './mime.ts';

/** The requests that anyone on the Internet can send to Trellis. */
export interface PublicClient {
  /** Loads the tracking pixel. */
  open(email: Email): Promise<void>;
  /** Follows a link. If the page asks for a confirmation, as answers do, confirms it, with a date if the page asks for one. */
  click(url: string, until?: Instant): Promise<void>;
  /** Opens the preferences page, and chooses one of its answers. */
  choose(email: Email, answer: AnswerKind): Promise<void>;
  unsubscribe(email: Email, how: 'page' | 'oneClick'): Promise<void>;
  fillForm(form: string, fields: Readonly<Record<string, string>>): Promise<void>;
  mail(mail: RawMail): Promise<void>;
  /** Reports an engagement from another system of the company: the product, the calendar, the webinar. */
  reportDeed(email: string, kind: EngagementKind): Promise<void>;
  /** Follows the links of an email, as a security scanner does. */
  scan(email: Email, as: keyof typeof scanners): Promise<void>;
}

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.3 Safari/605.1.15',
] as const;
/** The user agents of scanners. */
const scanners = { office: 'Mozilla/4.0 (compatible; ms-office; MSOffice rmj)', browser: browsers[0] } as const;

/** Trellis refused a request that should have worked. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(method: string, url: string, status: number, text: string) {
    // The token in the URL tells a reader nothing, and fills the line.
    super(`${method} ${new URL(url).pathname.replace(/(\/[a-z]+\/).{12}.*/, '$1…')} answered ${status}: ${text.slice(0, 200)}`);
  }
}

interface RequestOptions {
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly body?: string | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: string;
}

interface PublicClientOptions {
  readonly apiUrl: string;
  /** The API key that the company's mail server would have. */
  readonly intakeKey: string;
  /** How to fetch; by default without retries. */
  readonly ask?: typeof fetch;
  readonly newId?: () => string;
  /** What an act of a person is about, such as which webinar; nothing by default. */
  readonly dataOf?: (kind: EngagementKind, address: string) => Readonly<Record<string, DataValue>>;
}

export function createPublicClient({
  apiUrl,
  intakeKey,
  ask = fetch,
  newId = randomUUID,
  dataOf = () => ({}),
}: PublicClientOptions): PublicClient {
  const request = (url: string, options: RequestOptions = {}): Promise<string> => textOf(ask, url, options);
  const confirm = async (url: string, agent: string, until?: Instant): Promise<void> => {
    const shown = await request(url, { agent });
    if (!/<form method="post">/i.test(shown)) return;
    await request(url, { method: 'POST', agent, body: filledIn(shown, until) });
  };
  return {
    async open(email) {
      if (email.pixel) await request(email.pixel, { agent: agentOf(email) });
    },
    click: async (url, until) => await confirm(url, browsers[0], until),
    async choose(email, answer) {
      const { preferences } = email;
      if (!preferences) throw new Error('the email has no link to the preferences page');
      await request(preferences, { agent: agentOf(email) });
      await request(preferences, { method: 'POST', agent: agentOf(email), body: new URLSearchParams({ answer }) });
    },
    async unsubscribe(email, how) {
      if (!email.unsubscribe) throw new Error('the email has no unsubscribe link');
      if (how === 'page') return await confirm(email.unsubscribe, agentOf(email));
      await request(email.unsubscribe, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        agent: agentOf(email),
      });
    },
    async fillForm(form, fields) {
      await request(`${apiUrl}/f/${form}`, { method: 'POST', body: new URLSearchParams(fields) });
    },
    async reportDeed(email, kind) {
      const engagement = { id: newId(), kind, data: dataOf(kind, email) };
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${intakeKey}` };
      const body = JSON.stringify({ lead: { email }, source: 'product', consentBasis: 'none', engagement });
      await request(`${apiUrl}/trpc/leads.add`, { method: 'POST', body, headers });
    },
    async mail({ to, raw }) {
      const headers = { 'content-type': 'message/rfc822', 'x-envelope-to': to, authorization: `Bearer ${intakeKey}` };
      await request(`${apiUrl}/webhooks/mail`, { method: 'POST', body: raw, headers });
    },
    async scan({ pixel, addresses }, as) {
      for (const url of [...(pixel ? [pixel] : []), ...addresses]) await request(url, { agent: scanners[as] });
    },
  };
}

const agentOf = ({ to }: Email) => browsers[to.length % browsers.length] ?? browsers[0];

/** The form of a page that asks for a confirmation, with a date if the page asks for one. */
function filledIn(page: string, until: Instant | undefined): URLSearchParams {
  const form = new URLSearchParams();
  if (until !== undefined && page.includes('type="date"')) form.set('until', new Date(until).toISOString().slice(0, 10));
  const requests = /name="requests" value="([^"]*)"/.exec(page)?.[1];
  if (requests) form.set('requests', requests);
  return form;
}

async function textOf(
  ask: typeof fetch,
  url: string,
  { method = 'GET', body, headers, agent = browsers[0] }: RequestOptions,
): Promise<string> {
  const response = await ask(url, { method, redirect: 'manual', headers: { 'user-agent': agent, ...headers }, body });
  const text = await response.text();
  if (response.status >= 400) throw new RequestRefused(method, url, response.status, text);
  return text;
}
