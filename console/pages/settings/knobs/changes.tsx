import { DataTable } from '../../../parts/data-table.tsx';
import { May } from '../../../parts/may.tsx';
import { Minute } from '../../../parts/when.tsx';
import type { Knobs } from './knobs.ts';
import { useRevert } from './revert.ts';
import { changeInWords } from './value.ts';

/** Who turned the knobs, when and why; each change can be reverted. */
export function Changes({ of: { knobs, changes } }: { readonly of: Knobs }) {
  const { revert } = useRevert();
  return (
    <DataTable<Knobs['changes'][number]>
      label="Changes of the knobs"
      rows={changes}
      keyOf={({ id }) => id}
      columns={[
        { title: 'When', of: ({ at }) => <Minute at={at} />, text: ({ at }) => at },
        { title: 'Who', of: ({ by }) => by },
        { title: 'What', of: ({ before, after }) => changeInWords(knobs, before, after) },
        { title: 'Why', of: ({ because }) => (because.startsWith('reverts the change') ? 'reverts a change' : because) },
        { title: 'Leads told', of: ({ told, isDone }) => (isDone ? told : `${told}, more follow`), number: true },
        {
          title: 'Take back',
          of: ({ id, after }) => (
            <May call="programs.revert">
              <button disabled={revert.isPending} onClick={() => revert.mutate({ changeId: id })}>
                Revert {Object.keys(after).length > 1 ? 'these' : 'it'}
              </button>
            </May>
          ),
          text: () => undefined,
        },
      ]}
      none={<p className="quiet">Nobody has turned a knob yet: all have their default.</p>}
    />
  );
}
