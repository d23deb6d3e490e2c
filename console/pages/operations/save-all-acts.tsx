import { useState } from 'react';
import { api, queries, type Inputs } from '../../app/api.ts';
import { saveCsv } from '../../app/csv.ts';
import { counted } from '../../app/number.ts';
import type { Column } from '../../parts/data-table.tsx';
import { useTell } from '../../parts/tell.tsx';
import type { Act } from './acts.tsx';

interface SaveAllActsProps {
  readonly filter: NonNullable<Inputs['audit']['list']>;
  readonly columns: readonly Column<Act>[];
}

/** As many acts as a file takes; a narrower filter gets the others. */
const MOST = 50_000;
const PAGE = 1_000;

/** Saves all acts that fit the filter as a file, also those that are not loaded; with the name of each procedure and the ids. */
export function SaveAllActs({ filter, columns }: SaveAllActsProps) {
  const [loaded, setLoaded] = useState<number>();
  const tell = useTell();
  async function save() {
    const all: Act[] = [];
    let after: string | undefined;
    do {
      setLoaded(all.length);
      const page = await queries.fetchQuery(api.audit.list.queryOptions({ ...filter, after, limit: PAGE }));
      all.push(...page.items);
      after = page.next;
    } while (after !== undefined && all.length < MOST);
    saveCsv('Audit log', [...columns, ...inFile], all);
    tell.done(`Saved ${counted(all.length, 'act')}.${after === undefined ? '' : ' There are more: choose fewer days.'}`);
  }
  return (
    <button
      disabled={loaded !== undefined}
      onClick={() =>
        void save()
          .catch(tell.problem)
          .finally(() => setLoaded(undefined))
      }
    >
      {loaded === undefined ? 'Save all as CSV' : `${counted(loaded, 'act')}…`}
    </button>
  );
}

const inFile: readonly Column<Act>[] = [
  { title: 'Procedure', of: ({ action }) => action },
  { title: 'Key or person', of: ({ keyId }) => keyId ?? '' },
  { title: 'Ids', of: ({ subjects }) => subjects.join(' ') },
  { title: 'Detail', of: ({ detail }) => JSON.stringify(detail) },
];
