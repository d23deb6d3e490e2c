import { diceOf, type Dice } from '../dice.ts';
import { partOf, parts, type PartId } from './parts.ts';
import type { PhonePart } from './phone-parts.ts';
import type { ReadingPart } from './reading-parts.ts';

/** Somebody in the audience: how they read, what they say on the phone, and their own luck. */
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
  /** Whoever reads at an address; everybody is somebody. */
  member(email: string): Member;
}

/** Parts that anybody can play, of whom nothing odd is known; as often as `parts` says. */
const commonParts: readonly PartId[] = (Object.keys(parts) as PartId[]).flatMap((id) =>
  partOf(id).oddity === undefined && partOf(id).fit !== 'out' ? Array.from({ length: partOf(id).count }, () => id) : [],
);

/** A lead whose part is known, as somebody who made them up knows it. */
interface Known {
  readonly person: { readonly email: string; readonly part: PartId };
}

/** Gives everybody a part: those who are known theirs, everybody else one that the seed chooses for their address. */
export function castOf(rows: readonly Known[], seed: number | string): Cast {
  const known = new Map(rows.map(({ person }) => [person.email.toLowerCase(), person.part]));
  const members = new Map<string, Member>();
  const cast = (email: string): Member => {
    const dice = diceOf(`${seed}/${email}`);
    const part = known.get(email) ?? dice.pick(commonParts as [PartId, ...PartId[]], 'part');
    const { reading, phone } = partOf(part);
    return { email, part, reading, phone, isGone: part === 'changedJobs', dice };
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
