import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { ContentId, LinkOf } from '../../content/catalog.ts';
import type { Disposition } from '../../domain/dispositions.ts';
import type { EngagementKind } from '../../domain/engagement.ts';
import type { OutgoingMail } from '../../activities/touch/mailer.ts';
import { workflowIdOf } from '../../workflows/messages.ts';
import type { Caller, RepName, Story } from './story.ts';

type Import = Parameters<Caller['leads']['capture']>[0]['lead'];
export type LeadCells = Partial<Import> & { readonly basis?: Parameters<Caller['leads']['capture']>[0]['consentBasis'] };
type Details = NonNullable<Parameters<Caller['tasks']['report']>[0]['details']>;

/** Somebody whom we look for: fit 100, a champion, in Berlin. */
const ideal: Import = {
  email: 'ann.lee@pier7.example',
  firstName: 'Ann',
  lastName: 'Lee',
  title: 'Logistics Manager',
  company: 'Pier Seven',
  size: '300',
  industry: 'logistics',
  country: 'DE',
  region: 'Europe',
  persona: 'champion',
  seniority: 'manager',
};

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

/** A lead in a story: what it gets, what it does, and what reps report about it, all through the public door. */
export class Person {
  readonly id: string;
  readonly email: string;
  readonly held: string | null;
  readonly #story: Story;

  private constructor(story: Story, id: string, email: string, held: string | null) {
    this.#story = story;
    this.id = id;
    this.email = email;
    this.held = held;
  }

  static async capture(story: Story, { basis = 'optIn', ...cells }: LeadCells = {}): Promise<Person> {
    const lead = { ...ideal, ...cells };
    const captured = await story.as('marketer').leads.capture({ lead, source: 'story', consentBasis: basis });
    return new Person(story, captured.leadId, lead.email!, captured.held);
  }

  get mails(): readonly OutgoingMail[] {
    return this.#story.mail.to(this.email);
  }

  /** The contents that it got, in order. */
  async got(): Promise<string[]> {
    const rows = await this.#story.db
      .selectFrom('touches')
      .select('content')
      .where('leadId', '=', this.id)
      .where('state', 'in', ['accepted', 'inDoubt'])
      .orderBy('sentAt')
      .execute();
    return rows.map(({ content }) => content);
  }

  /** Clicks a link of the last mail with this content; a page is only fetched. */
  async clicks<Id extends ContentId>(content: Id, link: LinkOf<Id>): Promise<void> {
    const response = await this.#get((await this.#mailOf(content)).links[link]!);
    expect(response.statusCode).toBeLessThan(400);
    await this.#settle();
  }

  /** Gives an answer to the question of a mail: the page asks once more, and this confirms. */
  async answers<Id extends ContentId>(content: Id, link: LinkOf<Id>, form: Record<string, string> = {}): Promise<void> {
    await this.#post((await this.#mailOf(content)).links[link]!, form);
  }

  /** Unsubscribes by the one click of its mail program (RFC 8058). */
  async unsubscribes(): Promise<void> {
    await this.#post(this.mails.at(-1)!.links['unsubscribe']!, { 'List-Unsubscribe': 'One-Click' });
  }

  /** Does something that another system of ours tells us about. */
  async does(kind: EngagementKind): Promise<void> {
    const lead = { email: this.email };
    const engagement = { id: randomUUID(), kind };
    await this.#story.as('intake').leads.capture({ lead, source: 'story', consentBasis: 'none', engagement });
    await this.#settle();
  }

  /** What a rep reports about the open task; fails when there is none. */
  async isReported(by: RepName, disposition: Disposition, details: Details = {}): Promise<void> {
    const { taskId } = await this.task(by);
    await this.#story.asRep(by).tasks.report({ id: randomUUID(), taskId, disposition, details });
    await this.#settle();
  }

  /** The open task about this lead in a rep's queue. */
  async task(of: RepName): Promise<{ taskId: string }> {
    const queue = await this.#story.asRep(of).tasks.mine();
    const task = queue.find(({ lead }) => lead.id === this.id);
    expect(task, `${of} has a task about ${this.email}`).toBeDefined();
    return { taskId: task!.id };
  }

  /** Who has the open call or acceptance. */
  async holder(): Promise<RepName | undefined> {
    const row = await this.#story.db
      .selectFrom('tasks')
      .select('assigneeId')
      .where('leadId', '=', this.id)
      .where('state', '=', 'open')
      .where('kind', 'in', ['call', 'acceptance', 'opportunity'])
      .executeTakeFirst();
    return (Object.keys(this.#story.reps) as RepName[]).find((name) => this.#story.reps[name] === row?.assigneeId);
  }

  /** The journal: the day of the story, and what happened. */
  async journal(): Promise<string[]> {
    const rows = await this.#story.db
      .selectFrom('transitions')
      .selectAll()
      .where('leadId', '=', this.id)
      .orderBy('visit')
      .orderBy('n')
      .execute();
    return rows.map(({ kind, from, to, reason }) =>
      [kind, from && `${from} →`, to, reason && kind !== 'rested' && `(${reason})`].filter(Boolean).join(' '),
    );
  }

  async stage(): Promise<string> {
    const { stage } = await this.#story.db
      .selectFrom('leads')
      .select('stage')
      .where('id', '=', this.id)
      .executeTakeFirstOrThrow();
    return stage;
  }

  async track(): Promise<string | undefined> {
    const status = await this.#story.as('admin').leads.status({ leadId: this.id });
    return typeof status.running === 'object' ? status.running.track : undefined;
  }

  get workflowId(): string {
    return workflowIdOf(this.id);
  }

  async #mailOf(content: ContentId): Promise<OutgoingMail> {
    const row = await this.#story.db
      .selectFrom('touches')
      .select('key')
      .where('leadId', '=', this.id)
      .where('content', '=', content)
      .where('state', '=', 'accepted')
      .orderBy('sentAt', 'desc')
      .executeTakeFirst();
    const mail = this.mails.find(({ key }) => key === row?.key);
    expect(mail, `${this.email} got ${content}`).toBeDefined();
    return mail!;
  }

  #get(url: string) {
    return this.#story.api.inject({ method: 'GET', url: pathOf(url), headers: browser });
  }

  async #post(url: string, form: Record<string, string>): Promise<void> {
    const headers = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await this.#story.api.inject({
      method: 'POST',
      url: pathOf(url),
      headers,
      payload: new URLSearchParams(form).toString(),
    });
    expect(response.statusCode).toBeLessThan(400);
    await this.#settle();
  }

  async #settle(): Promise<void> {
    await this.#story.relay();
    await this.#story.engine.runFor(0);
  }
}

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname + search;
};
