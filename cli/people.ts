import { Argument, Command, Option } from 'commander';
import { changePerson, invitePerson, listPeople, personByAddress, removePerson, type Invitation } from '../db/people/people.ts';
import type { Person } from '../db/people/person.ts';
import { invitedRoles, type ApiRole } from '../domain/people/roles.ts';
import { signInLink } from '../api/people/sign-in.ts';
import type { Db } from '../db/database.ts';
import { auditedAct } from '../worker/audited-act.ts';
import { emailAddress } from '../api/procedures/values.ts';
import { CliError } from './cli-error.ts';
import { asJson, listed } from './listed.ts';
import { printableLine } from './printable.ts';
import { reachReadyDatabase } from './reach-database.ts';
import { timeOf } from './time-of.ts';

const EMAIL = 'the address with which they sign in';
const role = () => new Option('--role <role>', 'what they may do').choices(invitedRoles);

export const peopleCommand = (): Command =>
  new Command('people')
    .description('Manages who may sign in to the console, in the database at DATABASE_URL. Reps need no invitation.')
    .addCommand(
      new Command('list').description('Lists everyone who may sign in.').option('--json', 'print them as data').action(list),
    )
    .addCommand(
      new Command('invite')
        .description(
          'Lets a person sign in, and prints a link that signs them in, once and within a day. For a known person, prints another link.',
        )
        .addArgument(new Argument('<email>', EMAIL))
        .addOption(role())
        .option('--admin', 'the same as --role admin')
        .option('--name <name>', 'their name in the audit log (default: the address up to the @)')
        .action(invite),
    )
    .addCommand(
      new Command('change')
        .description('Changes a person who was invited. A new role or address ends their sessions.')
        .argument('<email>', EMAIL)
        .addOption(role())
        .option('--name <name>', 'their name in the audit log')
        .option('--email <email>', 'their new address')
        .action(change),
    )
    .addCommand(
      new Command('remove')
        .description('Ends the access and the sessions of a person who was invited.')
        .argument('<email>', EMAIL)
        .action(remove),
    );

async function list({ json }: { json?: true }): Promise<void> {
  await using db = await reachReadyDatabase();
  const people = await listPeople(db);
  const columns = {
    name: ({ name }: Person) => name,
    email: ({ email }: Person) => email,
    role: ({ role }: Person) => role,
    id: ({ id }: Person) => id,
  };
  console.log(json ? asJson(people) : listed(columns, people));
}

interface InviteOptions {
  readonly role?: ApiRole;
  readonly admin?: true;
  readonly name?: string;
}

async function invite(email: string, { role, admin, name = email.split('@')[0]! }: InviteOptions): Promise<void> {
  const publicUrl = process.env['TRELLIS_PUBLIC_URL'] || 'http://127.0.0.1:8080';
  await using db = await reachReadyDatabase();
  const known = await personByAddress(db, mustBeAddress(email));
  const as = admin ? 'admin' : role;
  if (!known && !as) throw new CliError('badArgument', `say what ${email} may do: --role ${invitedRoles.join(', --role ')}.`);
  if (known && as && known.role !== as)
    throw new CliError('badArgument', `${email} has the role ${known.role}: trellis people change ${email} --role ${as}`);
  const act = { action: 'people.invite', subjects: known ? [known.id] : [] };
  const link = await acted(db, act, async () => {
    const personId = known?.id ?? (await invitePerson(db, { email, name, role: as! }));
    return await signInLink({ db, publicUrl }, personId!);
  });
  console.log(link);
}

function mustBeAddress(email: string): string {
  if (emailAddress.safeParse(email).success) return email;
  throw new CliError('badArgument', `expected an email address, got "${printableLine(email)}".`);
}

async function change(email: string, given: Partial<Invitation>): Promise<void> {
  if (given.email !== undefined) mustBeAddress(given.email);
  await using db = await reachReadyDatabase();
  const { id } = await invited(db, email);
  await acted(db, { action: 'people.change', subjects: [id] }, () => changePerson(db, id, given));
  console.log(`${email} is changed.`);
}

async function remove(email: string): Promise<void> {
  await using db = await reachReadyDatabase();
  const { id } = await invited(db, email);
  await acted(db, { action: 'people.remove', subjects: [id] }, () => removePerson(db, id));
  console.log(`${email} can't sign in any more.`);
}

async function invited(db: Db, email: string): Promise<Person> {
  const person = await personByAddress(db, email);
  if (!person) throw new CliError('badArgument', `nobody signs in with ${email}. See: trellis people list`);
  if (person.repId) throw new CliError('badArgument', `${email} is a rep: change the staff file (trellis staff).`);
  return person;
}

const acted = async <T>(
  db: Db,
  act: { readonly action: string; readonly subjects: readonly string[] },
  run: () => Promise<T>,
): Promise<T> => await auditedAct({ db, ...(await timeOf(db)) }, act, run);
