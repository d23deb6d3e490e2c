import { useMutation, useQueryClient } from '@tanstack/react-query';
import { apiRoles } from '../../../domain/people/roles.ts';
import { api, type Outputs } from '../../app/api.ts';
import { rowsOf, usePages } from '../../app/use-pages.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Tag } from '../../parts/tag.tsx';
import { useTell } from '../../parts/tell.tsx';
import { When } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import { MakeKey } from './make-key.tsx';
import { ReplaceKey } from './replace-key.tsx';

type Key = Outputs['keys']['list']['items'][number];

const states: Readonly<Record<Key['state'], string>> = {
  live: 'works',
  revoked: 'revoked',
  expired: 'expired',
  repMissing: 'its rep is gone',
  repInactive: 'its rep has left',
  repNoManager: 'its rep manages no team',
};

/** The keys of other programs: made, replaced and revoked here. Each is shown once, when it is made. */
export function Section() {
  const list = usePages(api.keys.list, {});
  const tell = useTell();
  const cache = useQueryClient();
  const revoke = useMutation(
    api.keys.revoke.mutationOptions({
      onSuccess: () => {
        void cache.invalidateQueries(api.keys.pathFilter());
        tell.done('The key is revoked: anything that uses it is now refused.');
      },
      onError: tell.problem,
    }),
  );
  if (list.error) return <Problem error={list.error} reset={() => void list.refetch()} />;
  return (
    <Panel
      title="Keys"
      about="For other systems, such as a website or a CRM. Each key is shown only once, when you create it."
      actions={
        <May call="keys.create">
          <MakeKey />
        </May>
      }
    >
      <DataTable<Key>
        label="Keys"
        {...rowsOf(list)}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Holder', of: ({ name }) => name },
          { title: 'Role', of: ({ role }) => apiRoles[role].label },
          {
            title: 'State',
            of: ({ state }) => <Tag tone={state === 'live' ? 'good' : 'plain'}>{states[state]}</Tag>,
            text: ({ state }) => states[state],
          },
          {
            title: 'Last used',
            of: ({ lastUsedAt }) => lastUsedAt && <When at={lastUsedAt} />,
            text: ({ lastUsedAt }) => lastUsedAt,
          },
          {
            title: 'Expires',
            of: ({ expiresAt }) => (expiresAt ? <When at={expiresAt} /> : 'never'),
            text: ({ expiresAt }) => expiresAt,
          },
          {
            title: 'Act',
            of: ({ id, name, state, rotatedTo }) =>
              state === 'live' && (
                <span className={layout.row}>
                  {rotatedTo === null && (
                    <May call="keys.rotate">
                      <ReplaceKey keyId={id} name={name} />
                    </May>
                  )}
                  <May call="keys.revoke">
                    <button aria-label={`Revoke the key of ${name}`} onClick={() => revoke.mutate({ keyId: id })}>
                      Revoke
                    </button>
                  </May>
                </span>
              ),
            text: () => undefined,
          },
        ]}
        none={<Empty title="There are no keys." />}
      />
    </Panel>
  );
}
