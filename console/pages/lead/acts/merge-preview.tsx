import { useQuery } from '@tanstack/react-query';
import { client, api } from '../../../app/api.ts';
import { Problem } from '../../../parts/problem.tsx';
import { SideBySide, type Compared } from '../../../parts/side-by-side.tsx';
import { Waiting } from '../../../parts/waiting.tsx';

interface MergePreviewProps {
  readonly keep: { readonly id: string; readonly email: string };
  /** The address of the other lead. */
  readonly drop: string;
}

/** The two leads side by side, and what would become of them. Nothing is changed. */
export function MergePreview({ keep, drop }: MergePreviewProps) {
  const { data: stays } = useQuery(api.leads.get.queryOptions({ leadId: keep.id }));
  const { data: goes } = useQuery({ ...api.leads.get.queryOptions({ leadId: drop }), retry: false });
  const { data: merged, error } = useQuery({
    queryKey: ['merge', keep.id, drop],
    queryFn: () => client.leads.merge.mutate({ keep: keep.id, drop, dryRun: true }),
    retry: false,
    // Once the two are one, the question has no answer: it is not asked again.
    staleTime: 'static',
    gcTime: 0,
  });
  if (error) return <Problem error={error} />;
  if (!stays || !goes || !merged) return <Waiting />;
  const becomes = (field: string) => merged.fields.find((change) => change.field === field)?.after;
  const rows: readonly Compared[] = [
    ['Name', stays.name, goes.name],
    ['Title', stays.title, goes.title, becomes('title')],
    ['Phone', stays.phone, goes.phone, becomes('phone')],
    ['Country', stays.country, goes.country, becomes('country')],
    ['Company', stays.company?.name, goes.company?.name],
    ['Stage', stays.stage.label, goes.stage.label],
    ['Owner', stays.owner?.name, goes.owner?.name],
    ...stays.contact.map(({ channel, may }) => {
      const then = merged.reachable[channel];
      const words = (open: boolean | undefined) => (open ? 'may be reached' : 'closed');
      return [channel, words(may), words(goes.contact.find((one) => one.channel === channel)?.may), words(then?.may)] as const;
    }),
  ];
  return (
    <SideBySide label="The two leads" keep={keep.email} drop={drop} rows={rows} moves={merged.moves}>
      {merged.campaign.ends !== null && `The campaign “${merged.campaign.ends}” ends for ${drop}.`}
    </SideBySide>
  );
}
