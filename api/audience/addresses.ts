import { knownAddresses } from '../../db/leads/known-addresses.ts';
import { LONGEST_AUDIENCE } from '../../domain/audience/parse-words.ts';
import { matchingAddress } from '../../domain/people/address.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { badRequest } from '../procedures/refusal.ts';

/** The key of an address; undefined for what is none. */
function keyOf(address: string): string | undefined {
  try {
    return matchingAddress(address);
  } catch {
    return undefined;
  }
}

const between = /[\s,;<>()"“”„]+/;
/** Within an address, an apostrophe belongs to it: o'brien@x.example. */
const around = /^['‘’]+|['‘’]+$/g;

/** Finds the addresses in a text that somebody pasted: those of leads, as an audience, and the others. */
export async function addressesIn({ db }: Pick<ApiDeps, 'db'>, pasted: string) {
  const said = pasted.split(between).flatMap((word) => (word.includes('@') ? [word.replaceAll(around, '')] : []));
  const read = new Map(said.map((address) => [keyOf(address) ?? address, { address, isRead: keyOf(address) !== undefined }]));
  const known = await knownAddresses(db, [...read.keys()]);
  const of = (is: boolean, isRead: boolean) =>
    [...read].filter(([key, one]) => known.has(key) === is && one.isRead === isRead).map(([, { address }]) => address);
  const leads = new Set(known.values());
  const audience = leads.size === 0 ? null : `email is ${[...leads].join(', ')}`;
  if (audience !== null && audience.length > LONGEST_AUDIENCE)
    throw badRequest('tooManyAddresses', `${leads.size} addresses are too many.`, undefined, 'Import them as a file; the leads of a file are an audience, too.'); // prettier-ignore
  return { known: leads.size, audience, unknown: of(false, true), unread: of(false, false) };
}
