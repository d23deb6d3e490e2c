import { diceOf, type Dice } from '../../simulate/dice.ts';
import { standardPersonas, type Persona } from '../../domain/people/persona.ts';
import { companyMaker, type CompanyWish } from './companies.ts';
import { makePerson } from './make-person.ts';
import { forAddress } from './names.ts';
import { DUPLICATES, partOf, parts, type PartId } from '../../simulate/audience/parts.ts';
import type { Company, Person, Row } from './person.ts';

/** The seed of the file that ships with the project; the audience has its own seed. */
export const FILE_SEED = 'leads.csv';

/** The number of accounts for each number of people. */
const SHARED_ACCOUNTS = { 2: 8, 3: 8, 4: 4 } as const;

interface Seat {
  readonly part: PartId;
  readonly persona: Persona;
}

/** All rows of the file in order, including second rows of the same person. */
export function makeRows(seed: string = FILE_SEED): Row[] {
  const dice = diceOf(seed);
  const people = makePeople(dice);
  const once = people.map((person) => ({ person, duplicate: false, ...spelled(person) }));
  const twice = dice
    .shuffle(
      people.filter(({ part }) => part === 'silent' || part === 'lukewarm'),
      'twice',
    )
    .slice(0, DUPLICATES)
    .map((person, n) => ({ person, duplicate: true, ...otherSpelling(person, n) }));
  return [...once, ...twice].toSorted((a, b) => placeOf(dice, a) - placeOf(dice, b));
}

function makePeople(dice: Dice): Person[] {
  const newCompany = companyMaker(dice);
  const seats = (Object.keys(parts) as PartId[]).flatMap((part) => seatsOf(part));
  const taken = new Set<string>();
  return seatedAtCompanies(dice, seats, newCompany).map(([seat, company], n) => makePerson(dice, { ...seat, company, n }, taken));
}

function seatsOf(part: PartId): Seat[] {
  const { count, roles } = partOf(part);
  return Array.from({ length: count }, (_, n) => ({ part, persona: roles[n % roles.length] ?? roles[0] }));
}

/** Assigns everyone to a company: some share one with colleagues in other roles, the others have their own. */
function seatedAtCompanies(dice: Dice, seats: readonly Seat[], newCompany: (wish: CompanyWish) => Company): [Seat, Company][] {
  const placed: [Seat, Company][] = [];
  const seat = (seats: readonly Seat[], company: Company) => placed.push(...seats.map((one): [Seat, Company] => [one, company]));
  const deals = seats.filter(({ part }) => partOf(part).oddity === 'inDeal');
  const besideDeals = seats.filter(({ part }) => part === 'besideDeal');
  deals.forEach((one, n) => seat([one, ...besideDeals.slice(n, n + 1)], newCompany({ fit: 'good', kind: 'prospect' })));

  const mixable = seats.filter(({ part }) => mayHaveColleagues(part));
  const free = new Map(
    (Object.keys(standardPersonas) as Persona[]).map((role) => [
      role,
      dice.shuffle(
        mixable.filter(({ persona }) => persona === role),
        role,
      ),
    ]),
  );
  for (const size of sizes()) seat(takeRoles(free, size), newCompany({ fit: 'good', kind: 'prospect' }));

  const seated = new Set(placed.map(([one]) => one));
  for (const one of seats.filter((each) => !seated.has(each))) seat([one], newCompany(wishOf(one, placed.length)));
  return placed;
}

function mayHaveColleagues(part: PartId): boolean {
  const { fit, oddity } = partOf(part);
  return fit === 'good' && (oddity === undefined || oddity === 'noConsent' || oddity === 'unconfirmed');
}

/** The sizes of shared accounts, without those that have a deal. */
function sizes(): number[] {
  const withDeals = partOf('besideDeal').count;
  return Object.entries(SHARED_ACCOUNTS).flatMap(([size, count]) =>
    Array.from({ length: count - (size === '2' ? withDeals : 0) }, () => Number(size)),
  );
}

/** Takes people in different roles, from the roles with the most people left. */
function takeRoles(free: ReadonlyMap<Persona, Seat[]>, count: number): Seat[] {
  return [...free.values()]
    .toSorted((a, b) => b.length - a.length)
    .slice(0, count)
    .flatMap((seats) => seats.splice(0, 1));
}

function wishOf({ part, persona }: Seat, n: number): CompanyWish {
  const { fit, oddity } = partOf(part);
  const kind = oddity === 'customer' || oddity === 'competitor' ? oddity : 'prospect';
  return { fit, kind, faraway: fit === 'out' && persona === 'user' && n % 2 === 0 };
}

const spelled = ({ email, firstName, lastName }: Person) => ({ email, firstName, lastName });

/** The same mailbox and person, in another spelling. */
function otherSpelling({ email, firstName, lastName }: Person, n: number): Pick<Row, 'email' | 'firstName' | 'lastName'> {
  const [local = '', domain = ''] = email.split('@');
  const address = [
    email.toUpperCase(),
    ` ${email} `,
    `${local}@${domain.replace(/^./, (letter) => letter.toUpperCase())}`,
    firstUpper(email),
  ];
  const names = { firstName: `${firstName.slice(0, 1)}.`, lastName: firstUpper(forAddress(lastName)) };
  return {
    email: address[n % address.length] ?? email,
    ...(n % 2 === 0 ? { firstName, lastName: lastName.toUpperCase() } : names),
  };
}

const firstUpper = (text: string): string => text.replace(/^./, (letter) => letter.toUpperCase());

/** People with a long way to go are in the first part of the file, because leads enter in its order. Second rows come late. */
function placeOf(dice: Dice, { person, duplicate }: Row): number {
  const { group, fit } = partOf(person.part);
  const hasFarToGo = group === 'ready' || fit === 'fair';
  const place = dice.fraction('place', person.email);
  if (duplicate) return 0.9 + place / 10;
  return hasFarToGo ? place * 0.5 : place;
}
