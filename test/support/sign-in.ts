import { signInLink } from '../../api/people/sign-in.ts';
import type { ApiRole } from '../../db/columns.ts';
import { invitePerson } from '../../db/people/people.ts';
import type { World } from '../api/world.ts';
import { openBrowser, type Browser } from './browser.ts';

let people = 0;

/** A browser in which somebody has signed in: somebody new with a role, or a rep. */
export async function signIn(world: World, who: ApiRole | { readonly repId: string }): Promise<Browser> {
  const email = `visitor${++people}@ours.example`;
  const personId =
    typeof who === 'object' ? who.repId : (await invitePerson(world.db, { email, name: `Visitor ${people}`, role: who }))!;
  const browser = openBrowser(world.api);
  const link = await signInLink({ db: world.db, publicUrl: world.links.publicUrl }, personId);
  await browser.post(new URL(link).pathname);
  return browser;
}
