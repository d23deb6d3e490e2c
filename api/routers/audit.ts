import { z } from 'zod';
import { listActs, principalNames, type ActFilter } from '../../db/system/audit.ts';
import { namesOfLeads } from '../../db/leads/lead-name.ts';
import { knownLeadId } from '../procedures/lead-id.ts';
import { actInWords, acts } from '../rest/act-in-words.ts';
import type { Context } from '../procedures/context.ts';
import { idInput, instantInput } from '../procedures/instant-input.ts';
import { pageInput, pageOf } from '../procedures/page.ts';
import { unknownName } from '../procedures/refusal.ts';
import { procedureFor, router } from '../procedures/trpc.ts';
import { text } from '../procedures/values.ts';
import { inIso } from '../procedures/iso.ts';
import { wasDryRun } from '../procedures/was-dry-run.ts';

const word = text('name');

type Names = Pick<ActFilter, 'action' | 'principal'>;

/** @throws Refusal for an act and for a person that neither exist nor are in the log */
async function mustBeNames({ db, procedures }: Pick<Context, 'db' | 'procedures'>, { action, principal }: Names): Promise<void> {
  const isInLog = async (names: Names) => (await listActs(db, { ...names, limit: 1 })).length > 0;
  // A query is in the log if somebody read a lead of another team.
  const names = [...acts.map((act) => act.action), ...procedures];
  const people = principal === undefined ? [] : await principalNames(db);
  if (action !== undefined && !names.includes(action) && !(await isInLog({ action })))
    throw unknownName('action', action, names, { todo: 'audit.acts lists them.' });
  if (principal !== undefined && !people.includes(principal) && !(await isInLog({ principal })))
    throw unknownName('principal', principal, people, { todo: 'See keys.list and people.list.' });
}

const isUuid = (subject: string): boolean => idInput.safeParse(subject).success;

/** Who did what. */
export const audit = router({
  /**
   * A page of mutations, newest first. `principal` is a name, or the id of a key; `action` a procedure; `subject` the id of what was
   * changed, or the address of a lead. `text` says in words what the act does, `leads` whom it concerns.
   */
  list: procedureFor()
    .input(
      z
        .strictObject({
          principal: word,
          action: word,
          subject: word,
          from: instantInput,
          until: instantInput,
        })
        .partial()
        .extend(pageInput)
        .prefault({}),
    )
    .query(async ({ ctx, input }) => {
      const { subject, action, principal } = input;
      const of = subject?.includes('@') ? await knownLeadId(ctx.db, subject) : (idInput.safeParse(subject).data ?? subject);
      const found = await listActs(ctx.db, { ...input, subject: of });
      if (found.length === 0) await mustBeNames(ctx, { action, principal });
      const leads = await namesOfLeads(
        ctx.db,
        found.flatMap(({ subjects }) => subjects.filter((id) => isUuid(id))),
      );
      return pageOf(
        found.map((act) => ({
          ...inIso(act, 'at'),
          text: `${actInWords(act.action)}${wasDryRun(act) ? ' (a dry run: nothing was saved)' : ''}`,
          /** Nothing was saved: somebody looked at what would happen. */
          isDryRun: wasDryRun(act),
          leads: leads.filter(({ id }) => act.subjects.includes(id)),
        })),
        input,
        ({ id }) => id,
      );
    }),

  /** The acts that people can do, each with its name and what it does, for those who look for one. */
  acts: procedureFor().query(() => acts),
});
