import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { ContentChannel, ContentId, LinkOf } from '../content/catalog.ts';
import type { FunnelStage } from '../domain/lead/funnel.ts';
import type { TeamSlug } from '../domain/people/team-slug.ts';
import type { Disposition } from '../domain/sales/dispositions.ts';
import { programTaskKinds } from '../domain/sales/task-kinds.ts';
import type { DataOf } from '../domain/scoring/engagement-data.ts';
import type { AnswerKind, EngagementKind, Page } from '../domain/scoring/engagement.ts';
import type { RepName } from '../domain/people/rep-name.ts';
import type { Meant } from '../domain/text/meant.ts';
import type { Instant } from '../domain/time/clock.ts';
import { workflowIdOf } from '../workflows/messages.ts';
import type { Caller } from './caller.ts';
import { diaryOf, journalOf, rungsOf, touchesOf } from './diary.ts';
import { idealLead, type LeadCells } from './lead-cells.ts';
import type { ReceivedEmail, ReceivedText, World } from './world.ts';

/** When something happened, and what it was about. */
interface Deed<Kind extends EngagementKind> {
  readonly at?: Instant;
  readonly page?: Page;
  readonly data?: DataOf<Kind>;
}

type Details = NonNullable<Parameters<Caller['tasks']['report']>[0]['details']>;

/** How many of the last lines of a diary the error of a wait in vain shows. */
const DIARY_IN_ERRORS = 10;
/** Where the gateways of channels post to. */
const WEBHOOK = 'http://127.0.0.1:8080/webhooks/channels';

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };

/** A lead in a story: what it gets, what it does, and what reps report about it, all through the public API. */
export class Person<Rep extends string = RepName> {
  /**
   * The lead's id.
   * @example expect(await story.as('admin').leads.status({ leadId: ann.id })).toMatchObject({ stage: 'inquiry' });
   */
  readonly id: string;
  /**
   * The lead's email address.
   * @example expect(story.mail.to(ann.email)).toHaveLength(1);
   */
  readonly email: string;
  /**
   * Why the lead is held and gets no emails; null if it is not held.
   * @example expect(ann.held).toBeNull();
   */
  readonly held: string | null;
  readonly #world: World<Rep>;

  /** In the form in which texts are addressed. */
  readonly #phone: string | undefined;

  private constructor(world: World<Rep>, id: string, email: string, phone: string | undefined, held: string | null) {
    this.#world = world;
    this.id = id;
    this.email = email;
    this.#phone = phone?.replaceAll(/[^+\d]/g, '');
    this.held = held;
  }

  static async capture<Rep extends string>(
    world: World<Rep>,
    { basis = 'optIn', source = 'story', fields, ...cells }: LeadCells = {},
  ): Promise<Person<Rep>> {
    const lead = { ...idealLead(world.ideal), ...cells };
    const captured = await world.as('marketer').leads.add({ lead, fields, source, consentBasis: basis });
    return new Person(world, captured.leadId, lead.email!, lead.phone, captured.held);
  }

  /**
   * The emails that the lead has received, in order, with their text and links.
   * @example expect(ann.mails[0]?.subject).toContain('docks');
   */
  get mails(): readonly ReceivedEmail[] {
    return this.#world.mail.to(this.email);
  }

  /**
   * The texts that the lead has received on any channel, in order.
   * @example expect(ann.texts.map(({ text }) => text)).toEqual([expect.stringContaining('Reply STOP')]);
   */
  get texts(): readonly ReceivedText[] {
    const { texts } = this.#world;
    return [this.#phone, this.email].flatMap((address) => (address && texts ? texts.to(address) : []));
  }

  /**
   * Sends a text to the company by a channel, as an answer to its texts.
   * @returns the text that the company sends back, if it does
   * @example expect(await ann.textsBack('sms', 'STOP')).toContain('no more texts');
   */
  async textsBack<const Channel extends Meant<Channel, ContentChannel>>(
    channel: Channel,
    text: string,
  ): Promise<string | undefined> {
    const body = JSON.stringify({ is: 'text', id: randomUUID(), from: this.#phone ?? this.email, text });
    const headers = { 'content-type': 'application/json' };
    const response = await this.#world.request(`${WEBHOOK}/${channel}`, { method: 'POST', headers, body });
    expect(response.statusCode, response.body).toBe(200);
    await this.#settle();
    return (JSON.parse(response.body ?? '{}') as { reply?: string }).reply;
  }

  /**
   * The contents that the lead has received, in order.
   * @example expect(await ann.got()).toEqual(['guide', 'customer-story']);
   */
  async got(): Promise<string[]> {
    return (await touchesOf(this.#world.db, this.id)).map(({ content }) => content);
  }

  /**
   * Waits for the email with this content while time passes.
   * @throws if it does not arrive within 200 days
   * @example await ann.gets('guide');
   */
  async gets<const Id extends Meant<Id, ContentId>>(content: Id): Promise<void> {
    await this.#waitsUntil(`${this.email} gets ${content}`, async () => (await this.got()).includes(content));
  }

  /**
   * Clicks a link of the last email with this content. A link to an answer only opens its page.
   * @example await ann.clicks('guide', 'download');
   */
  async clicks<const Id extends Meant<Id, ContentId>, const Link extends Meant<Link, LinkOf<Id>>>(
    content: Id,
    link: Link,
  ): Promise<void> {
    await this.#world.aMoment?.();
    const response = await this.#get((await this.#mailOf(content)).links[link]!);
    expect(response.statusCode).toBeLessThan(400);
    await this.#settle();
  }

  /**
   * A scanner follows a link of the last email with this content, before any person does.
   * @example await ann.isScanned('guide', 'download');
   */
  async isScanned<const Id extends Meant<Id, ContentId>, const Link extends Meant<Link, LinkOf<Id>>>(
    content: Id,
    link: Link,
  ): Promise<void> {
    const headers = { 'user-agent': 'Mozilla/5.0 (compatible; Barracuda Sentinel bot)' };
    await this.#world.request((await this.#mailOf(content)).links[link]!, { method: 'GET', headers });
    await this.#settle();
  }

  /**
   * Answers the question of an email, including the confirmation on the page.
   * @example await ann.answers('still-interested', 'wrongTopic');
   */
  async answers<const Id extends Meant<Id, ContentId>, const Link extends Meant<Link, LinkOf<Id>>>(
    content: Id,
    link: Link,
    form: Record<string, string> = {},
  ): Promise<void> {
    await this.#post((await this.#mailOf(content)).links[link]!, form);
  }

  /**
   * Chooses something on the preferences page that the last email, or the one with a content, links to.
   * @example await ann.asksFor('tooOften', { in: 'guide' });
   */
  async asksFor<const Answer extends Meant<Answer, AnswerKind>>(
    answer: Answer,
    { in: content, ...form }: { in?: ContentId; until?: string } = {},
  ): Promise<void> {
    const mail = content ? await this.#mailOf(content) : this.mails.at(-1)!;
    await this.#post(mail.links['preferences']!, { ...form, answer });
  }

  /**
   * Unsubscribes with the one-click button of the lead's email program (RFC 8058).
   * @example await ann.unsubscribes();
   */
  async unsubscribes(): Promise<void> {
    await this.#post(this.mails.at(-1)!.links['unsubscribe']!, { 'List-Unsubscribe': 'One-Click' });
  }

  /**
   * Does something that another of our systems reports; at once, or with the instant at which it happened.
   * @example await ann.does('demoRequested');
   * @example await ann.does('visited', { page: 'pricing', at: story.now - 60_000 });
   * @example await ann.does('attended', { data: { webinar: 'docks' } });
   */
  async does<const Kind extends Meant<Kind, EngagementKind>>(kind: Kind, about: Deed<Kind> = {}): Promise<void> {
    const lead = { email: this.email };
    const engagement = { id: randomUUID(), kind, ...about };
    await this.#world.as('intake').leads.add({ lead, source: 'story', consentBasis: 'none', engagement });
    await this.#settle();
  }

  /**
   * A rep reports the result of the open task.
   * @throws if the rep has no task about this lead
   * @param reason the code of a reason, if the app lists some for the disposition
   * @example await ann.isReported('tessa', 'disqualified', { reason: 'a student' });
   */
  async isReported<const By extends Meant<By, Rep>, const Reported extends Meant<Reported, Disposition>>(
    by: By,
    disposition: Reported,
    details: Details = {},
    reason?: string,
  ): Promise<void> {
    const { taskId } = await this.task(by);
    await this.#world.asRep(by).tasks.report({ id: randomUUID(), taskId, disposition, reason, details });
    await this.#settle();
  }

  /**
   * A manager decides about the overdue task.
   * @throws if no task about this lead awaits a decision
   * @example await ann.isDecided('ingrid', 'recycle');
   */
  async isDecided<const By extends Meant<By, Rep>, const To extends Meant<To, Rep>>(
    by: By,
    decision: 'keep' | 'reassign' | 'recycle',
    to?: To,
  ): Promise<void> {
    const { items } = await this.#world.asRep(by).tasks.list({ of: 'team', state: 'toDecide', limit: 200 });
    const taskId = items.find(({ lead }) => lead.leadId === this.id)?.taskId;
    expect(taskId, `${by} is asked about ${this.email}`).toBeDefined();
    const toRep = to && { to: this.#world.reps[to] };
    await this.#world.asRep(by).tasks.decide({ id: randomUUID(), taskId: taskId!, decision, ...toRep });
    await this.#settle();
  }

  /**
   * A rep takes over the open task.
   * @example await ann.isClaimed('tessa');
   */
  async isClaimed<const By extends Meant<By, Rep>>(by: By): Promise<void> {
    const { id: taskId } = await this.#openTask();
    await this.#world.asRep(by).tasks.claim({ id: randomUUID(), taskId });
    await this.#settle();
  }

  /**
   * The open task about this lead in a rep's queue.
   * @throws if there is none
   * @example expect(await ann.task('tessa')).toHaveProperty('taskId');
   */
  async task<const Of extends Meant<Of, Rep>>(of: Of): Promise<{ taskId: string }> {
    const { items } = await this.#world.asRep(of).tasks.list({ limit: 200 });
    const task = items.find(({ lead }) => lead.leadId === this.id);
    expect(task, `${of} has a task about ${this.email}`).toBeDefined();
    return { taskId: task!.taskId };
  }

  /**
   * The assignee of the open task.
   * @returns undefined if there is no task, or it is unassigned
   * @example expect(await ann.holder()).toBe('tessa');
   */
  async holder(): Promise<Rep | undefined> {
    const [task] = await this.#openTasks();
    return this.#nameOf(task?.assigneeId);
  }

  /**
   * The rungs that were reached because no rep acted: the hour of each, and the assignee at the time.
   * @example expect(await ann.ladder()).toEqual(['Tue 15:00 firstAttempt remind tessa']);
   */
  async ladder(): Promise<string[]> {
    const events = await rungsOf(this.#world.db, this.id);
    return events.map(({ hour, sla, rung, assigneeId, mode }) =>
      [hour, sla, rung, this.#nameOf(assigneeId), mode === 'observe' && '(observed)'].filter(Boolean).join(' '),
    );
  }

  /**
   * Waits until a rep of the team has the open task.
   * @returns the rep
   * @example await ann.isReported(await ann.isHeldBy('callers'), 'noAnswer');
   */
  async isHeldBy<const Team extends Meant<Team, TeamSlug>>(team: Team): Promise<Rep> {
    let rep: Rep | undefined;
    await this.#waitsUntil(`a rep of ${team} has ${this.email}`, async () => {
      rep = await this.holder();
      return rep !== undefined && this.#world.teamOf(rep) === team;
    });
    return rep!;
  }

  /**
   * Waits until the lead has reached a funnel stage.
   * @example await ann.becomes('customer');
   */
  async becomes<const Stage extends Meant<Stage, FunnelStage>>(stage: Stage): Promise<void> {
    await this.#waitsUntil(`${this.email} becomes ${stage}`, async () => (await this.stage()) === stage);
  }

  /** @throws an error that shows what happened to the lead instead */
  async #waitsUntil(what: string, isTrue: () => Promise<boolean>): Promise<void> {
    try {
      await this.#world.eventually(what, isTrue);
    } catch (error) {
      const lines = (await this.diary()).slice(-DIARY_IN_ERRORS);
      throw new Error([`${(error as Error).message}. What happened:`, ...lines].join('\n'), { cause: error });
    }
  }

  /**
   * What happened to the lead in its program, in order.
   * @example expect(await ann.journal()).toContain('entered connect');
   */
  async journal(): Promise<string[]> {
    return await journalOf(this.#world.db, this.id);
  }

  /**
   * The journal with the emails, and the day since the lead came in: what the snapshot of a story shows.
   * @example expect(await ann.diary()).toContain('  0 mailed guide');
   */
  async diary(): Promise<string[]> {
    return await diaryOf(this.#world.db, this.id);
  }

  /**
   * The funnel stage of the lead.
   * @example expect(await ann.stage()).toBe('archived');
   */
  async stage(): Promise<string> {
    const { stage } = await this.#world.db
      .selectFrom('leads')
      .select('stage')
      .where('id', '=', this.id)
      .executeTakeFirstOrThrow();
    return stage;
  }

  /**
   * The lead's current track; undefined if no program runs for it.
   * @example expect(await ann.track()).toBe('connect');
   */
  async track(): Promise<string | undefined> {
    const status = await this.#world.as('admin').leads.status({ leadId: this.id });
    return typeof status.running === 'object' ? status.running.track : undefined;
  }

  #openTasks() {
    return this.#world.db
      .selectFrom('tasks')
      .select(['id', 'assigneeId'])
      .where('leadId', '=', this.id)
      .where('state', '=', 'open')
      .where('kind', 'in', programTaskKinds)
      .execute();
  }

  async #openTask() {
    const [task] = await this.#openTasks();
    expect(task, `there is an open task about ${this.email}`).toBeDefined();
    return task!;
  }

  #nameOf(repId: string | null | undefined): Rep | undefined {
    return (Object.keys(this.#world.reps) as Rep[]).find((name) => this.#world.reps[name] === repId);
  }

  /**
   * The id of the lead's workflow in Temporal.
   * @example expect(story.engine.histories(ann.workflowId).length).toBeGreaterThan(1);
   */
  get workflowId(): string {
    return workflowIdOf(this.id);
  }

  async #mailOf(content: ContentId): Promise<Pick<ReceivedEmail, 'links'>> {
    const row = await this.#world.db
      .selectFrom('touches')
      .select('key')
      .where('leadId', '=', this.id)
      .where('content', '=', content)
      .where('state', '=', 'accepted')
      .orderBy('sentAt', 'desc')
      .executeTakeFirst();
    const mail = [...this.mails, ...this.texts].find(({ key }) => key === row?.key);
    expect(mail, `${this.email} got ${content}`).toBeDefined();
    return mail!;
  }

  #get(url: string) {
    return this.#world.request(url, { method: 'GET', headers: browser });
  }

  async #post(url: string, form: Record<string, string>): Promise<void> {
    const headers = { ...browser, 'content-type': 'application/x-www-form-urlencoded' };
    const response = await this.#world.request(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() });
    expect(response.statusCode).toBeLessThan(400);
    await this.#settle();
  }

  #settle(): Promise<void> {
    return this.#world.settle();
  }
}
