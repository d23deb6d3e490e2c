import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { apiRoles } from '../../../domain/people/roles.ts';
import { api, type Inputs } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';
import { newSecret } from './secret.ts';
import { ShownOnce } from './shown-once.tsx';

type Role = Inputs['keys']['create']['role'];

const roles = Object.keys(apiRoles) as Role[];

/** Makes a key for another program, and shows it once. */
export function MakeKey() {
  const [isOpen, open] = useState(false);
  return (
    <>
      <button onClick={() => open(true)}>Make a key…</button>
      {isOpen && <MakeKeyDialog onClose={() => open(false)} />}
    </>
  );
}

function MakeKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('intake');
  const [rep, setRep] = useState<string>();
  const [days, setDays] = useState<number>();
  const [made, setMade] = useState<string>();
  const { data: reps = [] } = useQuery({ ...api.team.names.queryOptions(), enabled: role === 'rep' });
  const tell = useTell();
  const cache = useQueryClient();
  const refresh = () => void cache.invalidateQueries(api.keys.pathFilter());
  const create = useMutation(api.keys.create.mutationOptions());
  const make = async () => {
    const { secret, hash } = await newSecret();
    const { keyId } = await create.mutateAsync({
      name,
      role,
      rep: role === 'rep' ? (rep ?? reps[0]?.repId) : undefined,
      days,
      hash,
    });
    refresh();
    setMade(`tk_${keyId}_${secret}`);
  };
  if (made !== undefined)
    return (
      <Dialog title={`The key of ${name}`} open onClose={onClose}>
        <ShownOnce apiKey={made} onClose={onClose} />
      </Dialog>
    );
  return (
    <Dialog title="Make a key" open onClose={onClose}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          void make().catch(tell.problem);
        }}
      >
        <label>
          Who or what uses it
          <input autoFocus required value={name} placeholder="website" onChange={({ target }) => setName(target.value)} />
        </label>
        <label>
          What it may do
          <select value={role} onChange={({ target }) => setRole(target.value as Role)}>
            {roles.map((each) => (
              <option key={each} value={each}>
                what a {apiRoles[each].label} may
              </option>
            ))}
          </select>
        </label>
        {role === 'rep' && (
          <label>
            Whose
            <select value={rep ?? reps[0]?.repId} onChange={({ target }) => setRep(target.value)}>
              {reps.map(({ repId, name: who }) => (
                <option key={repId} value={repId}>
                  {who}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          Days until it expires
          <input
            type="number"
            min={1}
            max={3650}
            value={days ?? apiRoles[role].days}
            onChange={({ target }) => setDays(target.valueAsNumber || undefined)}
          />
        </label>
        <div className={layout.row}>
          <button className="main" disabled={create.isPending}>
            Make the key
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
