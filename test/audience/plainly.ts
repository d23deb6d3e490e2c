import type { Expression, FieldTerm } from '../../domain/audience/expression.ts';
import { contactability } from '../../domain/contact/contactability.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { interestAt } from '../../domain/scoring/interest.ts';
import { temperature } from '../../domain/scoring/threshold.ts';
import { milliseconds, type CalendarDuration } from '../../domain/time/duration.ts';
import { NOW, policy, type Crowd, type Plain } from './people.ts';

type Value = FieldValue | null | undefined;

/** Whether an expression is true of a person: what the SQL must say, in plain TypeScript. */
export function isTrueOf(person: Plain, expression: Expression, crowd: Crowd): boolean {
  if ('all' in expression) return expression.all.every((part) => isTrueOf(person, part, crowd));
  if ('any' in expression) return expression.any.some((part) => isTrueOf(person, part, crowd));
  if ('not' in expression) return !isTrueOf(person, expression.not, crowd);
  if ('field' in expression) return fieldHolds(person, expression, crowd);
  if ('engaged' in expression) {
    const { engaged, content, page, reply, within, atLeast = 1 } = expression;
    const acts = person.acts.filter(
      (act) =>
        act.kind === engaged &&
        !act.machine &&
        (content === undefined || act.content === content) &&
        (page === undefined || act.page === page) &&
        (reply === undefined || act.reply === reply) &&
        isRecent(act.at, within),
    );
    return acts.length >= atLeast;
  }
  if ('sent' in expression) {
    const { sent, within, atLeast = 1 } = expression;
    const touches = person.touches.filter(
      ({ content, sentAt, state }) =>
        (sent === 'anything' || content === sent) && state === 'accepted' && isRecent(sentAt, within),
    );
    return touches.length >= atLeast;
  }
  if ('reachable' in expression)
    return contactability(policy.consent, person.consents, person.suppressions, expression.reachable, NOW).may;
  if ('campaign' in expression) {
    const { campaign, ever } = expression;
    const state = person.enrolments.find((one) => one.campaign === campaign)?.state;
    return state !== undefined && (ever ? state !== 'refused' : state === 'running' || state === 'resting');
  }
  if ('importId' in expression) return person.imports.includes(expression.importId);
  if ('leadIds' in expression) return expression.leadIds.includes(person.id);
  return 'everybody' in expression;
}

const isRecent = (at: number, within: CalendarDuration | undefined): boolean =>
  within === undefined || at > NOW - milliseconds(within);

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function fieldHolds(person: Plain, { field, is, from, to, has, within, next, known }: FieldTerm, crowd: Crowd): boolean {
  const found = valuesOf(person, field, crowd).filter((value) => value !== null && value !== undefined);
  if (known !== undefined) return known === found.length > 0;
  const isFree = ['firstName', 'title', 'company', 'industry', 'fields.note'].includes(field);
  const plain = (value: FieldValue): FieldValue => (isFree ? String(value).toLowerCase() : value);
  return found.some((value) => {
    if (is) return is.some((one) => plain(one) === plain(value));
    if (has !== undefined) return String(value).toLowerCase().includes(has.toLowerCase());
    if (within !== undefined) return value >= dayOf(NOW - milliseconds(within)) && value <= dayOf(NOW);
    if (next !== undefined) return value >= dayOf(NOW) && value <= dayOf(NOW + milliseconds(next));
    return (from === undefined || value >= from) && (to === undefined || value <= to);
  });
}

/** What is known of a person in a field. */
function valuesOf(person: Plain, field: string, crowd: Crowd): readonly Value[] {
  const { columns, account, score } = person;
  const living = person.enrolments.find(({ state }) => state === 'running' || state === 'resting');
  const sources = crowd.imports.filter(({ id }) => person.imports.includes(id)).map(({ source }) => source);
  const by = (name: string | undefined): readonly Value[] => {
    const model = name === undefined ? policy.scoring : policy.scoring.models[name]!;
    const amounts = Object.fromEntries(Object.entries(score?.byKind ?? {}).map(([k, value]) => [k, { value, at: score!.at }]));
    const interest = interestAt(model, amounts, NOW);
    const [what] = field.split('.');
    if (what === 'fit') return [score?.fit ?? 0];
    return [what === 'interest' ? interest : temperature(model, interest, score?.hot ? 'hot' : 'cold')];
  };
  const ofEach: Readonly<Record<string, () => readonly Value[]>> = {
    email: () => [person.email],
    source: () => [columns.source, ...sources],
    created: () => [dayOf(person.createdAt)],
    stageSince: () => [dayOf(person.stageAt)],
    held: () => [person.held !== null],
    company: () => [account?.name],
    domain: () => [account?.domain],
    size: () => [account?.size],
    industry: () => [account?.industry],
    relationship: () => [account?.kind],
    consent: () =>
      person.consents
        .filter(({ at, withdrawnAt, expiresAt }) => at <= NOW && !(withdrawnAt! <= NOW) && !(expiresAt! <= NOW))
        .map(({ basis }) => basis),
    track: () => [living?.track],
    state: () => [living?.state],
  };
  if (field.startsWith('fields.')) return [person.fields[field.slice('fields.'.length)]];
  if (/^(fit|interest|temperature)/.test(field)) return by(field.split('.')[1]);
  return ofEach[field]?.() ?? [columns[field as keyof typeof columns]];
}
