interface Person {
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly email: string;
}

/** `Ann Lee`, or the address of a lead without a name. */
export const nameOfLead = ({ firstName, lastName, email }: Person): string =>
  [firstName, lastName].filter(Boolean).join(' ') || email;
