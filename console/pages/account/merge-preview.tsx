import { useQuery } from '@tanstack/react-query';
import { api, client } from '../../app/api.ts';
import { Problem } from '../../parts/problem.tsx';
import { SideBySide, type Compared } from '../../parts/side-by-side.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { Account } from './account.ts';

interface MergePreviewProps {
  readonly keepId: string;
  /** The id or domain of the other company. */
  readonly drop: string;
}

/** The two companies side by side, and what would become of them. Nothing is changed. */
export function MergePreview({ keepId, drop }: MergePreviewProps) {
  const { data: stays } = useQuery(api.accounts.get.queryOptions({ account: keepId }));
  const { data: goes } = useQuery({ ...api.accounts.get.queryOptions({ account: drop }), retry: false });
  const { data: merged, error } = useQuery({
    queryKey: ['merge', keepId, drop],
    queryFn: () => client.accounts.merge.mutate({ keep: keepId, drop, dryRun: true }),
    retry: false,
    // Once the two are one, the question has no answer: it is not asked again.
    staleTime: 'static',
    gcTime: 0,
  });
  if (error) return <Problem error={error} />;
  if (!stays || !goes || !merged) return <Waiting />;
  const rows = fields.map(([what, field, of]): Compared => [
    what,
    of(stays),
    of(goes),
    merged.fields.find((change) => change.field === field)?.after,
  ]);
  return (
    <SideBySide
      label="The two companies"
      keep={known(stays)}
      drop={known(goes)}
      rows={[...rows, ['Domain', stays.domain, goes.domain, [stays.domain, goes.domain].filter(Boolean).join(', ')]]}
      moves={merged.moves}
    >
      {merged.closed.length > 0 &&
        `Closed for everybody after the merge: ${merged.closed.map(({ channel, label }) => `${channel ?? 'all'} (${label})`).join(', ')}.`}
    </SideBySide>
  );
}

const known = ({ name, domain }: Account): string => domain ?? name;

const fields: readonly (readonly [what: string, field: string, of: (account: Account) => string | number | null | undefined])[] =
  [
    ['Name', 'name', ({ name }) => name],
    ['Relationship', 'relationship', ({ relationship }) => relationship],
    ['Owner', 'owner', ({ owner }) => owner?.name],
    ['Size', 'size', ({ size }) => size],
    ['Industry', 'industry', ({ industry }) => industry],
    ['Region', 'region', ({ region }) => region],
  ];
