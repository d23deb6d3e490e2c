import { DomainError } from '../text/domain-error.ts';
import { isCalendarDuration, milliseconds, MINUTE, type CalendarDuration } from '../time/duration.ts';
import { unless } from '../policy/unless.ts';
import type { NamesOf, Register } from '../register.ts';
import type { LeadRecord } from './lead-record.ts';

/** An id, a code, a number, an instant or a flag. */
type Code = string | number | boolean | null | undefined;

/**
 * The order or the answer of a step. It stays in Temporal's history for good, so it must not contain a name, an address or free
 * text.
 */
export interface Codes {
  readonly [name: string]: Code | readonly Code[] | Codes;
}

/** What a step can use. */
export interface StepContext {
  /** The same at each attempt: hand it to the other system as its idempotency key. */
  readonly key: string;
  readonly leadId: string;
  /** Which attempt it is, from 1. */
  readonly attempt: number;
  /** Aborts at the deadline of the attempt: pass it to `fetch`. */
  readonly signal: AbortSignal;
  /** The lead as Postgres has it now. It must not go into the answer. */
  readonly lead: () => Promise<LeadRecord>;
}

export interface StepOptions<Order, Answer> {
  /** How long an attempt may take, in real time: at most 5 minutes, 1 minute by default. */
  readonly within?: CalendarDuration;
  /** How often a failed attempt is repeated, by default until a day of real time has passed; then the lead is parked. */
  readonly retries?: number;
  /** What it answers in `trellis simulate`, where no step runs. */
  readonly pretend?: (order: Order) => Answer;
}

/** A step of an app: something that a program asks of another system. */
export interface Step<Order extends Codes = never, Answer extends Codes | void = Codes | void> extends StepOptions<
  Order,
  Answer
> {
  readonly run: (context: StepContext, order: Order) => Promise<Answer>;
}

/** The steps of an app, by the names under which programs run them. */
export type Steps = Readonly<Record<string, Step>>;

/**
 * Makes a step that programs run by its name: `lead.run('crm', { pipeline: 'new' })`. It runs on a worker, outside of the workflow,
 * at least once: if a worker dies after the effect, the next attempt has the same key.
 * @example
 * export const steps = {
 *   ping: step(async ({ key, lead, signal }, { room }: { room: string }) => {
 *     const { company } = await lead();
 *     const body = JSON.stringify({ room, company });
 *     const answer = await fetch('https://chat.example/messages', { method: 'POST', headers: { 'idempotency-key': key }, body, signal });
 *     if (!answer.ok) throw new Error(`the chat answers ${answer.status}`);
 *     return { message: answer.headers.get('x-message-id') };
 *   }),
 * };
 */
export const step = <Order extends Codes = Codes, Answer extends Codes | void = void>(
  run: (context: StepContext, order: Order) => Promise<Answer>,
  options: StepOptions<Order, Answer> = {},
): Step<Order, Answer> => ({ ...options, run });

type Rows = Register extends { readonly steps: infer Rows } ? Rows : {};

/** The name of a step of the app. */
export type StepName = NamesOf<'steps', never>;

type StepNamed<Name extends StepName> = Name extends keyof Rows ? Rows[Name] : never;

/** What a step is asked: nothing, where its order can be empty. */
export type StepArguments<Name extends StepName> =
  StepNamed<Name> extends Step<infer Order, infer _> ? ({} extends Order ? [order?: Order] : [order: Order]) : never;

export type StepAnswer<Name extends StepName> = StepNamed<Name> extends Step<infer _, infer Answer> ? Answer : never;

/** Characters of JSON. */
const MOST = 4_000;

/** @throws DomainError when values are too long for a history, or hold text that can be a name, an address or a sentence */
export function mustBeCodes(values: unknown): void {
  const text = JSON.stringify(values) ?? '';
  if (text.length > MOST) throw new DomainError('NOT_CODES', `${text.length} characters`, `expected at most ${MOST} characters`);
  JSON.parse(text, (name, value: unknown) => {
    if (typeof value === 'string' && !/^[^\s@]{0,200}$/.test(value))
      throw new DomainError(
        'NOT_CODES',
        name,
        'expected ids and codes, without spaces and @, since Temporal holds no personal data',
      );
    return value;
  });
}

/** The steps as `trellis simulate` runs them: no other system is told about modelled leads. */
export const pretended = (steps: Steps): Steps =>
  Object.fromEntries(
    Object.entries(steps).map(([name, { pretend, ...step }]) => [
      name,
      {
        ...step,
        run: async (_: StepContext, order: never) => {
          if (!pretend)
            throw new DomainError('NOT_PRETENDED', name, 'expected a step with `pretend`, which answers in its place');
          return pretend(order);
        },
      },
    ]),
  );

/** How long an attempt may take at most, in real time: the worker's own deadline comes a minute later. */
const LONGEST = 5 * MINUTE;

/** What is wrong with the steps of an app. */
export const stepFaults = (steps: Steps): string[] =>
  Object.entries(steps).flatMap(([name, { within = '1 minute', retries = 0 }]) => [
    ...unless(/^[a-z][A-Za-z0-9-]*$/.test(name), `step ${name}: expected a name of letters, digits and dashes, such as "crm"`),
    ...unless(
      isCalendarDuration(within) && milliseconds(within) <= LONGEST,
      `step ${name}: within: expected at most '5 minutes'`,
    ),
    ...unless(Number.isInteger(retries) && retries >= 0, `step ${name}: retries: expected a whole number, 0 or more`),
  ]);
