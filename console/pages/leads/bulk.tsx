import { useQuery } from '@tanstack/react-query';
import { useState, type ComponentType } from 'react';
import { api } from '../../app/api.ts';
import { useMay, type ProcedureName } from '../../app/may.ts';
import { counted } from '../../app/number.ts';
import { platformNow } from '../../app/time.ts';
import type { Acted } from '../../app/use-act.ts';
import { ActForm } from '../../parts/act-form.tsx';
import { Choice } from '../../parts/choice.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { entered, InstantField, instantOf } from '../../parts/instant-field.tsx';
import layout from '../../style/layout.module.css';
import { added, given, held } from '../lead/acts/deeds.ts';
import type { Lead } from './columns.tsx';
import styles from './leads.module.css';
import { OneByOne } from './one-by-one.tsx';

interface FieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Something that is done to many leads, one after the other. */
interface BulkAct {
  readonly label: string;
  readonly says: string;
  readonly by: ProcedureName;
  /** What the act asks for. */
  readonly Field: ComponentType<FieldProps>;
  readonly begins: () => string;
  readonly run: (lead: Lead, value: string) => Promise<Acted>;
}

const TWO_WEEKS_MS = 14 * 86_400_000;

const acts: readonly BulkAct[] = [
  {
    label: 'Add to a campaign',
    says: 'Each lead begins the program now, if nothing prevents it. The list shows who did not, and why.',
    by: 'campaigns.add',
    Field: CampaignField,
    begins: () => '',
    run: (lead, value) => added(lead, JSON.parse(value) as { id: string; name: string }),
  },
  {
    label: 'Give to somebody',
    says: 'The rep owns all of them, and gets the open tasks of their team on them.',
    by: 'leads.give',
    Field: RepField,
    begins: () => '',
    run: given,
  },
  {
    label: 'Hold',
    says: 'Nothing goes out to them until then; their programs wait.',
    by: 'contact.close',
    Field: ({ value, onChange }) => <InstantField label="Until" value={value} onChange={onChange} />,
    begins: () => entered(platformNow() + TWO_WEEKS_MS),
    run: (lead, value) => held(lead, 'all', instantOf(value)),
  },
];

interface BulkProps {
  readonly leads: readonly Lead[];
  readonly onClear: () => void;
}

/** What can be done with the chosen leads. */
export function Bulk({ leads, onClear }: BulkProps) {
  const may = useMay();
  const [act, choose] = useState<BulkAct>();
  if (leads.length === 0) return null;
  return (
    <div className={`${layout.row} ${styles.bar}`} role="region" aria-label="Chosen leads">
      <strong>{counted(leads.length, 'lead')} chosen</strong>
      {acts
        .filter(({ by }) => may(by))
        .map((one) => (
          <button key={one.label} onClick={() => choose(one)}>
            {one.label}…
          </button>
        ))}
      <button className="bare" onClick={onClear}>
        Clear the selection
      </button>
      {act && <BulkDialog act={act} leads={leads} onClose={() => choose(undefined)} />}
    </div>
  );
}

interface BulkDialogProps {
  readonly act: BulkAct;
  readonly leads: readonly Lead[];
  readonly onClose: () => void;
}

function BulkDialog({ act: { label, says, Field, begins, run }, leads, onClose }: BulkDialogProps) {
  const [value, setValue] = useState(begins);
  const [isGoing, setGoing] = useState(false);
  return (
    <Dialog title={`${label}: ${counted(leads.length, 'lead')}`} open onClose={onClose}>
      {isGoing ? (
        <OneByOne of={leads} act={(lead) => run(lead, value)} onClose={onClose} />
      ) : (
        <ActForm says={says} button={label} busy={false} onSubmit={() => setGoing(true)} onCancel={onClose}>
          <Field value={value} onChange={setValue} />
        </ActForm>
      )}
    </Dialog>
  );
}

function CampaignField({ value, onChange }: FieldProps) {
  const { data: campaigns } = useQuery(api.campaigns.list.queryOptions({ limit: 200 }));
  const open = (campaigns?.items ?? []).filter(({ content, state }) => content === null && state === 'running');
  const of = open.map(({ id, name }) => ({ code: JSON.stringify({ id, name }), label: name }));
  return <Choice label="Campaign" of={of} value={value} onChange={onChange} />;
}

function RepField({ value, onChange }: FieldProps) {
  const { data: reps = [] } = useQuery(api.team.names.queryOptions());
  const of = reps.map(({ repId, name, team }) => ({ code: repId, label: `${name}, ${team}` }));
  return <Choice label="To" of={of} value={value} onChange={onChange} />;
}
