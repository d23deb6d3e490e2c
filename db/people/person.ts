import { sql } from 'kysely';
import { apiRoleOfRep, type ApiRole, type RepRole } from '../../domain/people/roles.ts';

/** Someone who may sign in: a rep, or a person who was invited. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: ApiRole;
  /** Of a rep; the same as `id`. */
  readonly repId?: string | undefined;
}

export interface PersonRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: ApiRole | null;
  readonly repRole: RepRole | null;
}

/** SQL: who may sign in now. A rep needs no invitation, and can't sign in after they have left. */
export const peopleNow = sql<PersonRow>`(
  select id, name, email, role, null as rep_role from people where real_removed_at is null
  union all
  select id, name, email, null, role from reps where active
)`;

/** A person as `peopleNow` describes them. */
export const asPerson = ({ id, name, email, role, repRole }: PersonRow): Person => ({
  id,
  name,
  email,
  role: role ?? apiRoleOfRep(repRole!),
  repId: repRole ? id : undefined,
});
