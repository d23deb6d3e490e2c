import { randomUUID } from 'node:crypto';
import type { EngagementKind } from '../../domain/scoring/engagement.ts';
import type { Instant } from '../../domain/time/clock.ts';
import type { AnswerKind } from '../../domain/scoring/engagement.ts';
import type { Letter } from './letter.ts';
import type { RawMail } from './mime.ts';

/** What a person outside can ask of Trellis over HTTP. */
export interface PublicClient {
  /** Loads the picture that tells of an open. */
  open(letter: Letter): Promise<void>;
  /** Follows a link. Where the page asks to confirm, as answers do, the reader does, and names the date that it asks for. */
  click(url: string, until?: Instant): Promise<void>;
  /** Opens the page of preferences, and chooses one of its answers. */
  choose(letter: Letter, answer: AnswerKind): Promise<void>;
  unsubscribe(letter: Letter, how: 'page' | 'oneClick'): Promise<void>;
  fillForm(form: string, fields: Readonly<Record<string, string>>): Promise<void>;
  mail(mail: RawMail): Promise<void>;
  /** What another system of ours tells of somebody: the product, the calendar, the webinar. */
  reportDeed(email: string, kind: EngagementKind): Promise<void>;
  /** What a security scanner does with the links of a mail. */
  scan(letter: Letter, as: keyof typeof scanners): Promise<void>;
}

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/146.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.3 Safari/605.1.15',
] as const;
/** The names under which scanners come. */
const scanners = { office: 'Mozilla/4.0 (compatible; ms-office; MSOffice rmj)', browser: browsers[0] } as const;

/** Trellis refused a request that should have worked. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  constructor(method: string, url: string, status: number, text: string) {
    // The token in the address says nothing to a reader, and fills the line.
    super(`${method} ${new URL(url).pathname.replace(/(\/[a-z]+\/).{12}.*/, '$1…')} answered ${status}: ${text.slice(0, 200)}`);
  }
}

interface Knock {
  readonly method?: 'GET' | 'POST' | 'HEAD';
  readonly body?: string | URLSearchParams;
  readonly headers?: Readonly<Record<string, string>>;
  readonly agent?: string;
}

interface PublicClientOptions {
  readonly apiUrl: string;
  /** The API key that the mail server of the house would have. */
  readonly intakeKey: string;
  /** Default: once, with whatever comes of it. */
  readonly ask?: typeof fetch;
  readonly newId?: () => string;
}

export function createPublicClient({ apiUrl, intakeKey, ask = fetch, newId = randomUUID }: PublicClientOptions): PublicClient {
  const knock = async (url: string, { method = 'GET', body, headers, agent = browsers[0] }: Knock = {}): Promise<string> => {
    const response = await ask(url, {
      method,
      redirect: 'manual',
      headers: { 'user-agent': agent, ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    if (response.status >= 400) throw new RequestRefused(method, url, response.status, text);
    return text;
  };
  const agentOf = ({ to }: Letter) => browsers[to.length % browsers.length] ?? browsers[0];
  const confirm = async (url: string, agent: string, until?: Instant): Promise<void> => {
    const shown = await knock(url, { agent });
    if (!/<form method="post">/i.test(shown)) return;
    const asksForDate = until !== undefined && shown.includes('type="date"');
    const requests = /name="requests" value="([^"]*)"/.exec(shown)?.[1];
    const body = new URLSearchParams({
      ...(asksForDate && { until: new Date(until).toISOString().slice(0, 10) }),
      ...(requests && { requests }),
    });
    await knock(url, { method: 'POST', agent, body });
  };
  return {
    async open(letter) {
      if (letter.pixel) await knock(letter.pixel, { agent: agentOf(letter) });
    },
    click: async (url, until) => await confirm(url, browsers[0], until),
    async choose(letter, answer) {
      const { preferences } = letter;
      if (!preferences) throw new Error('the mail does not lead to the page of preferences');
      await knock(preferences, { agent: agentOf(letter) });
      await knock(preferences, { method: 'POST', agent: agentOf(letter), body: new URLSearchParams({ answer }) });
    },
    async unsubscribe(letter, how) {
      if (!letter.unsubscribe) throw new Error('the mail has no way out');
      if (how === 'page') return await confirm(letter.unsubscribe, agentOf(letter));
      await knock(letter.unsubscribe, {
        method: 'POST',
        body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
        agent: agentOf(letter),
      });
    },
    async fillForm(form, fields) {
      await knock(`${apiUrl}/f/${form}`, { method: 'POST', body: new URLSearchParams(fields) });
    },
    async reportDeed(email, kind) {
      const engagement = { id: newId(), kind };
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${intakeKey}` };
      const body = JSON.stringify({ lead: { email }, source: 'product', consentBasis: 'none', engagement });
      await knock(`${apiUrl}/trpc/leads.capture`, { method: 'POST', body, headers });
    },
    async mail({ to, raw }) {
      const headers = { 'content-type': 'message/rfc822', 'x-envelope-to': to, authorization: `Bearer ${intakeKey}` };
      await knock(`${apiUrl}/webhooks/mail`, { method: 'POST', body: raw, headers });
    },
    async scan({ pixel, addresses }, as) {
      for (const url of [...(pixel ? [pixel] : []), ...addresses]) await knock(url, { agent: scanners[as] });
    },
  };
}
