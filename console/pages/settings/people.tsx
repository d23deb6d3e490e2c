import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';

type Person = Outputs['people']['list']['items'][number];
type Invitation = Inputs['people']['invite'];

/** Everyone who may sign in. */
export function Section() {
  const list = usePages(api.people.list, {});
  const { invite, remove } = useChanges();
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel title="People" about="Reps sign in without an invitation: the staff file says who they are.">
      <May call="people.invite">
        <Invite send={(person) => invite.mutate(person)} busy={invite.isPending} />
      </May>
      <DataTable<Person>
        label="People"
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Name', of: ({ name }) => name },
          { title: 'Email', of: ({ email }) => email },
          { title: 'Role', of: ({ role }) => role },
          {
            title: 'Access',
            of: (person) =>
              person.repId ? (
                <>as a rep</>
              ) : (
                <May call="people.remove">
                  <button onClick={() => remove.mutate({ personId: person.id })}>Remove {person.name}</button>
                </May>
              ),
            text: ({ repId }) => (repId ? 'as a rep' : 'invited'),
          },
        ]}
        none={<Empty title="Nobody may sign in." />}
      />
    </Panel>
  );
}

/** Invites and removes, and offers to take a removal back. */
function useChanges() {
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.people.pathFilter());
  const invite = useMutation(
    api.people.invite.mutationOptions({
      onSuccess: ({ next, personId }) => {
        refresh();
        tell.done(next, { undo: () => remove.mutate({ personId }) });
      },
      onError: tell.problem,
    }),
  );
  const remove = useMutation(
    api.people.remove.mutationOptions({
      onSuccess: ({ next }) => {
        refresh();
        tell.done(next);
      },
      onError: tell.problem,
    }),
  );
  return { invite, remove };
}

const nobody: Invitation = { name: '', email: '', role: 'marketer' };

function Invite({ send, busy }: { readonly send: (person: Invitation) => void; readonly busy: boolean }) {
  const [person, setPerson] = useState(nobody);
  return (
    <form
      className={layout.row}
      onSubmit={(event) => {
        event.preventDefault();
        send(person);
        setPerson(nobody);
      }}
    >
      <label className={layout.grow}>
        Name
        <input required value={person.name} onChange={({ target }) => setPerson({ ...person, name: target.value })} />
      </label>
      <label className={layout.grow}>
        Email
        <input
          required
          type="email"
          value={person.email}
          onChange={({ target }) => setPerson({ ...person, email: target.value })}
        />
      </label>
      <label>
        Role
        <select value={person.role} onChange={({ target }) => setPerson({ ...person, role: target.value as Invitation['role'] })}>
          <option value="marketer">marketer</option>
          <option value="manager">manager</option>
          <option value="admin">administrator</option>
        </select>
      </label>
      <button disabled={busy}>Invite by email</button>
    </form>
  );
}
