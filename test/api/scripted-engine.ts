import { EngineUnavailable, LeadNotRunning, type Engine, type UpdateRejected } from '../../engine/engine.ts';
import type { Build, LeadsOnBuild } from '../../engine/worker-builds.ts';
import type { Answer, Enrolment, LeadStatus } from '../../domain/lead/messages.ts';

/** An engine that keeps what it is told, and answers as the test says. */
export class ScriptedEngine implements Engine {
  readonly enrolments: Enrolment[] = [];
  /** What each lead heard, in order. */
  readonly heard: { readonly leadId: string; readonly name: string; readonly payload: { readonly id: string } }[] = [];
  /** While true, it does not answer. */
  isDown = false;
  /** With what it rejects the next updates. */
  rejection: UpdateRejected | undefined;
  readonly #ended = new Set<string>();

  /** Nothing runs for the lead any more. */
  end(leadId: string): void {
    this.#ended.add(leadId);
  }

  /** What the leads heard under a name. */
  told(name: string): { readonly id: string }[] {
    return this.heard.filter((one) => one.name === name).map(({ payload }) => payload);
  }

  async enrol(enrolment: Enrolment): Promise<'started' | 'alreadyRunning'> {
    await this.ping();
    if (this.enrolments.some(({ enrolmentId }) => enrolmentId === enrolment.enrolmentId)) return 'alreadyRunning';
    this.enrolments.push(enrolment);
    return 'started';
  }

  async signal(leadId: string, name: string, payload: { id: string }): Promise<void> {
    await this.#hear(leadId, name, payload);
  }

  async update(leadId: string, name: string, payload: { id: string }): Promise<Answer> {
    if (this.rejection) throw this.rejection;
    await this.#hear(leadId, name, payload);
    return { id: payload.id, next: 'noted' };
  }

  async status(leadId: string): Promise<LeadStatus | undefined> {
    await this.ping();
    if (!this.#isRunning(leadId)) return undefined;
    return { program: 'newcomers', track: 'educate', visit: 1, stage: 'inquiry', waitingFor: 'its goal' };
  }

  async ping(): Promise<void> {
    if (this.isDown) throw new EngineUnavailable();
  }

  /** How many workers ask for work. */
  workers = 1;

  async workersAsking(): Promise<number> {
    await this.ping();
    return this.workers;
  }

  async builds(): Promise<readonly Build[]> {
    await this.ping();
    return [{ buildId: '2026-03-01', leads: this.#running.length, isCurrent: true }];
  }

  async leadsOnBuild(): Promise<LeadsOnBuild> {
    await this.ping();
    return { items: this.#running.map((leadId) => ({ leadId, lane: null })) };
  }

  async #hear(leadId: string, name: string, payload: { id: string }): Promise<void> {
    await this.ping();
    if (!this.#isRunning(leadId)) throw new LeadNotRunning(leadId);
    if (!this.heard.some((one) => one.payload.id === payload.id)) this.heard.push({ leadId, name, payload });
  }

  get #running(): readonly string[] {
    return [...new Set(this.enrolments.map(({ leadId }) => leadId))].filter((leadId) => this.#isRunning(leadId));
  }

  #isRunning(leadId: string): boolean {
    return this.enrolments.some((one) => one.leadId === leadId) && !this.#ended.has(leadId);
  }
}
