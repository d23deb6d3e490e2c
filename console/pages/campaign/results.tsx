import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { api, type Inputs, type Outputs } from '../../app/api.ts';
import { count, share } from '../../app/number.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Empty } from '../../parts/empty.tsx';
import { Opens } from '../../parts/opens.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Problem } from '../../parts/problem.tsx';
import layout from '../../style/layout.module.css';

type Row = Extract<Outputs['campaigns']['results']['rows'][number], { readonly content: string }>;
type Measure = NonNullable<Inputs['campaigns']['people']['measure']>;

/** The measures in the order of an email's life; those of a reaction are shown as a share of what was sent. */
const measures: readonly { readonly id: Measure; readonly title: string; readonly ofSent?: true }[] = [
  { id: 'sent', title: 'Sent' },
  { id: 'clicked', title: 'Clicked', ofSent: true },
  { id: 'goal', title: 'Goal met', ofSent: true },
  { id: 'replied', title: 'Replied', ofSent: true },
  { id: 'unsubscribed', title: 'Unsubscribed', ofSent: true },
  { id: 'complained', title: 'Complained', ofSent: true },
  { id: 'bounced', title: 'Bounced', ofSent: true },
  { id: 'waiting', title: 'Waiting' },
  { id: 'notSent', title: 'Not sent' },
];

/** Real milliseconds between two looks. */
const LOOK_AGAIN_MS = 10_000;

/** What was sent and what came of it, for each email or each of its versions. A click of a scanner does not count. */
export function Results({ campaignId }: { readonly campaignId: string }) {
  const { by } = useSearch({ from: '/campaigns/$campaign' });
  const variant = by === 'variant';
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery({
    ...api.campaigns.results.queryOptions({ campaignId, by: variant ? 'variant' : 'email' }),
    refetchInterval: LOOK_AGAIN_MS,
    placeholderData: keepPreviousData,
  });
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  const rows = (data?.rows ?? []).flatMap((row) => ('content' in row ? [row] : []));
  const numbers = measures.map(({ id, title, ofSent }): Column<Row> => ({
    title,
    number: true,
    text: (row) => row[id],
    of: (row) => (
      <>
        {ofSent && row[id] > 0 && <small>{share(row[id], row.sent)}</small>}{' '}
        <Leads campaignId={campaignId} row={row} measure={id} variant={variant} />
      </>
    ),
  }));
  return (
    <Panel
      title="Emails"
      about="Each person counts once per email; fetches by machines don’t count."
      actions={
        <label className={layout.row}>
          <input
            type="checkbox"
            checked={variant}
            onChange={({ target }) =>
              void navigate({
                to: '/campaigns/$campaign',
                params: { campaign: campaignId },
                search: { by: target.checked ? 'variant' : undefined },
                replace: true,
              })
            }
          />
          By version
        </label>
      }
    >
      <div className={layout.stack}>
        <DataTable<Row>
          label="Results by email"
          rows={rows}
          busy={!data}
          keyOf={({ content, persona }) => `${content} ${persona}`}
          linkOf={({ content, persona }) => ({
            to: '/content/$content',
            params: { content },
            search: { persona: persona ?? undefined },
          })}
          columns={[
            { title: 'Email', of: ({ content }) => content },
            ...(variant ? [{ title: 'Version', of: ({ persona }: Row) => persona ?? 'everybody’s' }] : []),
            ...numbers,
          ]}
          none={<Empty title="Nothing has been sent yet.">The first emails go out in the leads’ working hours.</Empty>}
        />
        <NotSent campaignId={campaignId} rows={rows} />
        {data?.holdout && <Holdout campaignId={campaignId} {...data.holdout} />}
      </div>
    </Panel>
  );
}

interface LeadsProps {
  readonly campaignId: string;
  readonly row: Row;
  readonly measure: Measure;
  readonly variant: boolean;
}

/** A number that opens the leads that it counts. */
const Leads = ({ campaignId, row, measure, variant }: LeadsProps) => (
  <Opens
    n={row[measure]}
    what={`${row.content}: ${measure}`}
    to={{
      to: '/campaigns/$campaign/leads',
      params: { campaign: campaignId },
      search: { measure, content: row.content, persona: variant ? (row.persona ?? 'everybody') : undefined },
    }}
  />
);

/** What was not sent, with the reason: of an email, each reason opens its leads. */
function NotSent({ campaignId, rows }: { readonly campaignId: string; readonly rows: readonly Row[] }) {
  const reasons = rows.flatMap(({ content, notSentBecause }) => notSentBecause.map((reason) => ({ content, ...reason })));
  if (reasons.length === 0) return null;
  const all = reasons.reduce((sum, { leads }) => sum + leads, 0);
  return (
    <details>
      <summary>Not sent, and why ({count(all)})</summary>
      <ul>
        {reasons
          .toSorted((a, b) => b.leads - a.leads)
          .map(({ content, code, text, leads }, index) => (
            <li key={index}>
              <Opens
                n={leads}
                what={`${content}: ${text}`}
                to={{
                  to: '/campaigns/$campaign/leads',
                  params: { campaign: campaignId },
                  search: { measure: 'notSent', content, because: code },
                }}
              />{' '}
              {content}: {text}
            </li>
          ))}
      </ul>
    </details>
  );
}

type HoldoutProps = NonNullable<Outputs['campaigns']['results']['holdout']> & { readonly campaignId: string };

const groups = [
  { id: 'inIt', label: 'In it' },
  { id: 'heldOut', label: 'Held out' },
] as const;
const counted = [
  { id: 'leads', title: 'Leads' },
  { id: 'mql', title: 'Ready for sales', cameTo: 'mql' },
  { id: 'sal', title: 'Accepted', cameTo: 'sal' },
  { id: 'opportunity', title: 'Opportunities', cameTo: 'opportunity' },
  { id: 'customer', title: 'Customers', cameTo: 'customer' },
] as const;
type Group = (typeof groups)[number];

/** The leads in a campaign next to those that got nothing, by lot. */
function Holdout({ campaignId, percent, text, ...of }: HoldoutProps) {
  return (
    <section>
      <h3>Holdout of {percent} %</h3>
      <p>{text}</p>
      <DataTable<Group>
        label="Leads in the campaign, and leads held out"
        rows={groups}
        keyOf={({ id }) => id}
        columns={[
          { title: 'Group', of: ({ label }) => label },
          ...counted.map(({ id, title, ...narrowed }): Column<Group> => ({
            title,
            number: true,
            text: (group) => of[group.id][id],
            of: (group) => (
              <>
                {id !== 'leads' && of[group.id][id] > 0 && <small>{share(of[group.id][id], of[group.id].leads)}</small>}{' '}
                <Opens
                  n={of[group.id][id]}
                  what={`${group.label}: ${title}`}
                  to={{
                    to: '/campaigns/$campaign/leads',
                    params: { campaign: campaignId },
                    search: { group: group.id, ...narrowed },
                  }}
                />
              </>
            ),
          })),
        ]}
        none={null}
      />
    </section>
  );
}
