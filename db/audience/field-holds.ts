import { sql, type RawBuilder } from 'kysely';
import type { FieldTerm } from '../../domain/audience/expression.ts';
import type { AudienceField } from '../../domain/audience/names.ts';
import type { FieldValue } from '../../domain/people/lead-fields.ts';
import { own } from '../../domain/text/own.ts';
import { DAY, milliseconds } from '../../domain/time/duration.ts';
import { placesOf } from './columns.ts';
import type { Context } from './context.ts';
import type { FieldPlace } from './place.ts';

/** SQL: whether a term about a field is true of the row of `leads`. Of an unknown value, only "unknown" is true. */
export function fieldHolds(context: Context, term: FieldTerm): RawBuilder<boolean> {
  const places = placesOf(context, term.field).filter((place) => canPass(term, place));
  const anywhere = sql.join(
    places.map((place) => holdsAt(place, test(context, fieldOf(context, term), term, place))),
    sql` or `,
  );
  return term.known === false ? sql`(not (${anywhere}))` : sql`(${anywhere})`;
}

const fieldOf = ({ fields }: Context, { field }: FieldTerm): AudienceField =>
  own(fields, field) ?? { label: field, kind: 'text' };

/** Without a place that passes for nobody, Postgres may look once for all leads. */
const canPass = ({ is, from }: FieldTerm, { constant }: FieldPlace): boolean =>
  constant === undefined ||
  ((is === undefined || is.some((value) => String(value).toLowerCase() === String(constant))) &&
    !(typeof from === 'number' && typeof constant === 'number' && constant < from));

function holdsAt({ value, of, unless }: FieldPlace, passes: RawBuilder<unknown>): RawBuilder<boolean> {
  const condition = sql<boolean>`(${value} is not null and ${passes})`;
  if (of) return sql`exists (select from ${of} and ${condition})`;
  return unless ? sql`(${condition} and not exists (select from ${unless}))` : condition;
}

/** SQL: the value that makes a term true, as a text; otherwise the value of its field, or null. */
export function fieldFound(context: Context, term: FieldTerm): RawBuilder<string | null> {
  const places = placesOf(context, term.field);
  const passing = places.map((place) => foundAt(place, test(context, fieldOf(context, term), term, place)));
  return sql`coalesce(${sql.join([...passing, ...places.map((place) => foundAt(place, sql`true`))])})`;
}

function foundAt(place: FieldPlace, passes: RawBuilder<unknown>): RawBuilder<string | null> {
  const { value, shown = value, of } = place;
  if (of) return sql`(select string_agg(distinct ${shown}::text, ', ') from ${of} and ${passes})`;
  return sql`(case when ${holdsAt(place, passes)} then ${shown}::text end)`;
}

/** SQL: whether the value at a place passes. */
function test({ now }: Context, field: AudienceField, { is, from, to, has, within, next }: FieldTerm, place: FieldPlace) {
  if (is) return isOneOf(field, is, place);
  if (has !== undefined) return sql`strpos(lower(${place.shown ?? place.value}), lower(${has})) > 0`;
  if (within !== undefined) return isBetween(place, dayOf(now - milliseconds(within)), dayOf(now));
  if (next !== undefined) return isBetween(place, dayOf(now), dayOf(now + milliseconds(next)));
  return from === undefined && to === undefined ? sql`true` : isBetween(place, from, to);
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

function isOneOf({ kind, exact }: AudienceField, values: readonly FieldValue[], place: FieldPlace): RawBuilder<unknown> {
  const { value, type } = place;
  if (type === 'instant')
    return sql`(${sql.join(
      values.map((day) => isBetween(place, day, day)),
      sql` or `,
    )})`;
  const [only] = values;
  const regardless = kind === 'text' && !exact;
  const as = sql.raw(type ?? types[kind]);
  if (values.length === 1) return regardless ? sql`lower(${value}) = lower(${only}::text)` : sql`${value} = ${only}::${as}`;
  return regardless
    ? sql`lower(${value}) = any(array(select lower(one) from unnest(${values}::text[]) as one))`
    : sql`${value} = any(${values}::${as}[])`;
}

const types = { text: 'text', choice: 'text', date: 'text', number: 'numeric', boolean: 'boolean' } as const;

/** SQL: both ends included; an instant is compared by its day (UTC). */
function isBetween({ value, type }: FieldPlace, from: FieldValue | undefined, to: FieldValue | undefined): RawBuilder<boolean> {
  if (type === 'instant') {
    const start = from === undefined ? sql`true` : sql`${value} >= ${new Date(String(from))}`;
    const end = to === undefined ? sql`true` : sql`${value} < ${new Date(Date.parse(String(to)) + DAY)}`;
    return sql`(${start} and ${end})`;
  }
  const limit = (said: FieldValue) => (typeof said === 'number' ? sql`${said}::numeric` : sql`${said}::text collate "C"`);
  return sql`(${from === undefined ? sql`true` : sql`${value} >= ${limit(from)}`}
    and ${to === undefined ? sql`true` : sql`${value} <= ${limit(to)}`})`;
}
