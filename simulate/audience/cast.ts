import { diceOf, type Dice } from '../dice.ts';
import { partOf, parts, type PartId } from './parts.ts';
import type { PhonePart } from './phone-parts.ts';
import type { ReadingPart } from './reading-parts.ts';

/** A person in the audience: how they read, what they say on the phone, and their own dice. */
export interface Member {
  readonly email: string;
  readonly part: PartId;
  readonly reading: ReadingPart;
  readonly phone: PhonePart;
  /** Their mailbox is gone: the mail server refuses it. */
  readonly isGone: boolean;
  readonly dice: Dice;
}

export interface Cast {
  /** The person at an address; every address has one. */
  member(email: string): Member;
}

/** The parts without an oddity, each as often as `parts` says. */
export const commonParts: readonly PartId[] = (Object.keys(parts) as PartId[]).flatMap((id) =>
  partOf(id).oddity === undefined && partOf(id).fit !== 'out' ? Array.from({ length: partOf(id).count }, () => id) : [],
);

/** A lead whose part is known, because the audience was generated. */
interface Known {
  readonly person: { readonly email: string; readonly part: PartId };
}

/**
 * Gives every person a part: known leads their own, everyone else one that the seed chooses for their address.
 * @param phoneOf what a person says on the phone instead of what their part says
 */
export function castOf(rows: readonly Known[], seed: number | string, phoneOf?: (dice: Dice) => PhonePart): Cast {
  const known = new Map(rows.map(({ person }) => [person.email.toLowerCase(), person.part]));
  const members = new Map<string, Member>();
  const cast = (email: string): Member => {
    const dice = diceOf(`${seed}/${email}`);
    const part = known.get(email) ?? dice.pick(commonParts as [PartId, ...PartId[]], 'part');
    const { reading, phone } = partOf(part);
    return { email, part, reading, phone: phoneOf?.(dice) ?? phone, isGone: part === 'changedJobs', dice };
  };
  return {
    member(address) {
      const email = address.trim().toLowerCase();
      const member = members.get(email) ?? cast(email);
      members.set(email, member);
      return member;
    },
  };
}
