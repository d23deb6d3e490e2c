import { fieldKey, type LeadFields } from '../../domain/people/lead-fields.ts';
import { MOST_COUNTED, type ColumnEvidence } from './evidence.ts';
import { allowsSeveral, fieldNames, kindOf, type LeadField, type Mapping } from './fields.ts';
import { fieldOf, isAboutMail, isConsentDetail, isOurs, namesABasis, namesAnAddress, suggestsConsent } from './headers.ts';

/** Which columns hold which fields, and why. */
export interface Proposal {
  readonly mapping: Mapping;
  /** Further columns of a field, in order: they fill in where the earlier ones are empty. */
  readonly also: Readonly<Partial<Record<LeadField, readonly string[]>>>;
  readonly because: Readonly<Partial<Record<LeadField, string>>>;
  readonly unused: string[];
  /** Columns whose names suggest consent or opt-out, but that are not understood. */
  readonly unclear: string[];
}

interface Given {
  /** The caller's assignment; it takes precedence. */
  readonly mapping?: Mapping | undefined;
  /** Columns that the caller has checked, and that say nothing about consent. */
  readonly ignore?: readonly string[] | undefined;
  /** The fields of the app. */
  readonly fields?: LeadFields | undefined;
}

interface Candidate {
  readonly column: string;
  readonly rank: number;
  readonly evidence: ColumnEvidence | undefined;
}

/**
 * Proposes the field of each column from its name and its values.
 * @param evidence the evidence for each column, in order; without it, only names count
 */
export function proposeMapping(
  columns: readonly string[],
  evidence: readonly ColumnEvidence[] = [],
  given: Given = {},
): Proposal {
  const own = given.mapping ?? {};
  const spoken = new Set([...Object.values(own), ...(given.ignore ?? [])]);
  const free = columns
    .map((column, n) => ({ column, evidence: evidence[n], named: fieldOf(column, given.fields) }))
    .filter(({ column }) => !spoken.has(column));
  const found = new Map<LeadField, Candidate[]>();
  const because: Partial<Record<LeadField, string>> = {};
  for (const field of Object.keys(own) as LeadField[]) because[field] = 'you named it';
  if (!own.email) {
    const chosen = addressColumns(
      free.map(({ column, evidence, named }) => ({ column, evidence, rank: named?.field === 'email' ? named.rank : Infinity })),
    );
    found.set('email', chosen);
    if (chosen[0]) because.email = whyAddress(chosen[0]);
  }
  const taken = new Set(found.get('email')?.map(({ column }) => column));
  for (const { column, evidence, named } of free) {
    if (!named || named.field === 'email' || taken.has(column)) continue;
    // A column that the caller named is the only one, but a no in another column still means no.
    if (own[named.field] !== undefined && kindOf(named.field) !== 'no') continue;
    found.set(named.field, [...(found.get(named.field) ?? []), { column, rank: named.rank, evidence }]);
  }
  const lists = new Map<LeadField, string[]>();
  for (const [field, candidates] of found) {
    const isEmpty = ({ evidence }: Candidate): number => (evidence && evidence.filled === 0 ? 1 : 0);
    const sorted = field === 'email' ? candidates : candidates.toSorted((a, b) => isEmpty(a) - isEmpty(b) || a.rank - b.rank);
    const used = allowsSeveral(field) ? sorted : sorted.slice(0, 1);
    if (used.length > 0)
      lists.set(
        field,
        used.map(({ column }) => column),
      );
    if (used.length > 0) because[field] ??= 'its name';
  }
  for (const field of Object.keys(own) as LeadField[]) lists.set(field, [own[field]!, ...(lists.get(field) ?? [])]);
  sortNames(lists, because);
  return answerOf(lists, because, columns, evidence, given);
}

/** Beside a first name, a column "Name" is the last name, and vice versa. */
function sortNames(lists: Map<LeadField, string[]>, because: Partial<Record<LeadField, string>>): void {
  const name = lists.get('name');
  const missing = lists.has('firstName') ? 'lastName' : 'firstName';
  if (!name || lists.has('firstName') === lists.has('lastName')) return;
  lists.delete('name');
  lists.set(missing, name);
  because[missing] = `its name, beside the column "${lists.get(missing === 'lastName' ? 'firstName' : 'lastName')?.[0]}"`;
  delete because.name;
}

function answerOf(
  lists: ReadonlyMap<LeadField, string[]>,
  because: Partial<Record<LeadField, string>>,
  columns: readonly string[],
  evidence: readonly ColumnEvidence[],
  { mapping: own = {}, ignore = [], fields = {} }: Given,
): Proposal {
  const used = new Set([...lists.values()].flat());
  const mapping: Mapping = {};
  const also: Partial<Record<LeadField, string[]>> = {};
  const all: LeadField[] = [...fieldNames, ...Object.keys(fields).map(fieldKey)];
  for (const field of [...(Object.keys(own) as LeadField[]), ...all.filter((field) => !Object.hasOwn(own, field))]) {
    const [first, ...more] = lists.get(field) ?? [];
    if (first === undefined) continue;
    mapping[field] = first;
    if (more.length > 0) also[field] = more;
  }
  const unused = columns.filter((column) => !used.has(column));
  const isFilled = (column: string): boolean => (evidence[columns.indexOf(column)]?.filled ?? 1) > 0;
  const saysOf = (column: string): ColumnEvidence | undefined => evidence[columns.indexOf(column)];
  const decided = new Set([...Object.values(own), ...ignore]);
  const unclear = columns.filter(
    (column) =>
      !decided.has(column) &&
      !isConsentDetail(column) &&
      (saysOf(column)?.saysNo ||
        (!used.has(column) && isFilled(column) && (suggestsConsent(column) || isAnswered(column, saysOf(column))))),
  );
  const unread = [...(lists.get('consentBasis') ?? [])].filter(
    (column) => !own.consentBasis && !namesABasis(column) && !readsAsConsent(evidence[columns.indexOf(column)]),
  );
  return { mapping, also, because, unused, unclear: [...unread, ...unclear] };
}

/** Whether a column about email or contact contains answers: yes, no. */
const isAnswered = (column: string, evidence: ColumnEvidence | undefined): boolean =>
  evidence !== undefined && evidence.answers * 2 > evidence.filled && isAboutMail(column);

/** Whether at least half of the values in a column say something about consent. */
const readsAsConsent = (evidence: ColumnEvidence | undefined): boolean =>
  evidence === undefined || evidence.filled === 0 || evidence.consentWords * 2 >= evidence.filled;

/**
 * The columns with the leads' addresses, best first. The best one has the most different addresses; a name that suggests addresses
 * counts extra. A column with a single address throughout is not the leads'. The other columns need a name that suggests addresses.
 */
function addressColumns(columns: readonly Candidate[]): Candidate[] {
  const candidates = columns
    .filter(({ column }) => !isOurs(column))
    .map((each) => ({ ...each, isNamed: each.rank < Infinity || namesAnAddress(each.column), weight: weightOf(each) }))
    .filter(
      ({ isNamed, evidence }) =>
        isNamed || (evidence !== undefined && evidence.addresses > 0 && evidence.addresses * 2 > evidence.filled),
    );
  const varied = candidates.filter((each) => !isConstant(each));
  const sorted = (varied.some(({ evidence }) => (evidence?.addresses ?? 0) > 0) ? varied : candidates).toSorted(
    (a, b) => b.weight - a.weight || a.rank - b.rank,
  );
  const [first, ...rest] = sorted;
  if (!first) return [];
  return [first, ...rest.filter((each) => each.isNamed && mayHoldAddresses(each)).toSorted((a, b) => a.rank - b.rank)];
}

/** Whether a column contains addresses at all: the name "Email suppressions" suggests them, but its cells may have none. */
const mayHoldAddresses = ({ evidence }: Candidate): boolean =>
  evidence === undefined || evidence.filled === 0 || evidence.addresses > 0;

const weightOf = ({ column, rank, evidence }: Candidate): number =>
  (evidence?.different ?? 0) * (rank < Infinity ? 2 : namesAnAddress(column) ? 1.5 : 1);

const isConstant = ({ evidence }: Candidate): boolean =>
  evidence !== undefined && evidence.addresses > 1 && evidence.different === 1;

const differentIn = ({ different }: ColumnEvidence): string =>
  different === MOST_COUNTED ? `at least ${different}` : `${different}`;

const whyAddress = ({ column, evidence }: Candidate): string =>
  [
    fieldOf(column) || namesAnAddress(column) ? 'its name' : undefined,
    evidence && `${differentIn(evidence)} different addresses in ${evidence.filled} rows`,
  ]
    .filter((reason) => reason !== undefined)
    .join(', ');
