import { useQuery } from '@tanstack/react-query';
import { client, api } from '../../../app/api.ts';
import { counted } from '../../../app/number.ts';
import { Problem } from '../../../parts/problem.tsx';
import { Waiting } from '../../../parts/waiting.tsx';
import layout from '../../../style/layout.module.css';

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
  const rows = [
    ['Name', stays.name, goes.name, undefined],
    ['Title', stays.title, goes.title, becomes('title')],
    ['Phone', stays.phone, goes.phone, becomes('phone')],
    ['Country', stays.country, goes.country, becomes('country')],
    ['Company', stays.company?.name, goes.company?.name, undefined],
    ['Stage', stays.stage.label, goes.stage.label, undefined],
    ['Owner', stays.owner?.name, goes.owner?.name, undefined],
    ...stays.contact.map(({ channel, may }) => {
      const then = merged.reachable[channel];
      const words = (open: boolean | undefined) => (open ? 'may be reached' : 'closed');
      return [channel, words(may), words(goes.contact.find((one) => one.channel === channel)?.may), words(then?.may)] as const;
    }),
  ] as const;
  const differing = rows.filter(([, one, other, then]) => one !== other || (then ?? one) !== one);
  const moves = Object.entries(merged.moves).filter(([, n]) => n > 0);
  return (
    <div className={layout.stack}>
      <div className={layout.scroll} tabIndex={0} role="region" aria-label="The two leads">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">What</span>
              </th>
              <th scope="col">{keep.email} stays</th>
              <th scope="col">{drop} goes</th>
              <th scope="col">One lead then</th>
            </tr>
          </thead>
          <tbody>
            {differing.map(([what, one, other, then]) => (
              <tr key={what}>
                <th scope="row">{what}</th>
                <td>{one ?? '–'}</td>
                <td>{other ?? '–'}</td>
                <td>{then ?? one ?? other ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        {differing.length < rows.length && 'In everything else, they are alike. '}
        {moves.length === 0
          ? 'Nothing else goes over.'
          : `These go over: ${moves.map(([what, n]) => counted(n, what.replace(/s$/, ''))).join(', ')}.`}{' '}
        {merged.campaign.ends !== null && `The campaign “${merged.campaign.ends}” ends for ${drop}.`}
      </p>
    </div>
  );
}
