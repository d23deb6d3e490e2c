import { useQuery } from '@tanstack/react-query';
import { useId, type ReactNode } from 'react';
import {
  dispositionFields,
  type DispositionField,
  type DispositionFieldSpec,
  type ReportFieldKind,
} from '../../../domain/sales/dispositions.ts';
import { instantAt } from '../../../domain/time/local-time.ts';
import { api, type Outputs } from '../../app/api.ts';
import layout from '../../style/layout.module.css';
import styles from './report.module.css';

type Policy = Outputs['policy']['get'];

interface FieldProps {
  readonly field: DispositionField;
  readonly label: string;
  readonly required: boolean;
  /** Where the lead is: instants are entered in their time. */
  readonly zone: string;
  readonly policy: Policy;
  readonly value: unknown;
  /** Undefined: nothing is said. Null: it is not known. */
  readonly onChange: (value: unknown) => void;
}

interface InputProps extends FieldProps {
  readonly id: string;
}

/** One field of a report. */
export function ReportField(props: FieldProps) {
  const id = useId();
  const { field, label, required, value, onChange } = props;
  const { kind, mayBeUnknown }: DispositionFieldSpec = dispositionFields[field];
  const input = inputs[kind]({ ...props, id });
  return (
    <div className={layout.stack}>
      <label htmlFor={id}>
        {kind === 'instant' ? `${label}, in their time (${props.zone})` : label}
        {!required && <small> if you like</small>}
      </label>
      {value === null ? null : input}
      {mayBeUnknown && (
        <label className={layout.row}>
          <input
            type="checkbox"
            checked={value === null}
            onChange={({ target }) => onChange(target.checked ? null : undefined)}
          />
          Not known
        </label>
      )}
    </div>
  );
}

/** How each kind of field is entered. */
const inputs: { readonly [Kind in ReportFieldKind]: (props: InputProps) => ReactNode } = {
  text: ({ id, required, onChange }) => (
    <textarea id={id} required={required} onChange={({ target }) => onChange(target.value.trim() || undefined)} />
  ),
  instant: ({ id, required, zone, onChange }) => (
    <input
      id={id}
      type="datetime-local"
      required={required}
      onChange={({ target }) =>
        onChange(target.value === '' ? undefined : new Date(instantAt(zone, Date.parse(`${target.value}Z`))).toISOString())
      }
    />
  ),
  money: ({ id, required, onChange }) => (
    <input
      id={id}
      type="number"
      min={0}
      step="any"
      required={required}
      onChange={({ target }) => onChange(numberOf(target.value))}
    />
  ),
  rating: ({ id, required, onChange }) => (
    <input
      id={id}
      type="number"
      min={1}
      max={5}
      required={required}
      onChange={({ target }) => onChange(numberOf(target.value))}
    />
  ),
  currency: ({ id, policy, onChange }) => (
    <input
      id={id}
      minLength={3}
      maxLength={3}
      placeholder={policy.currency}
      onChange={({ target }) => onChange(target.value.toUpperCase() || undefined)}
    />
  ),
  dealStage: ({ policy, ...props }) => <Choice {...props} of={policy.dealStages} />,
  recycleReason: ({ policy, ...props }) => <Choice {...props} of={policy.recycleReasons} />,
  track: ({ policy, ...props }) => (
    <Choice {...props} of={[...new Set(policy.tracks.flatMap(({ tracks }) => tracks))].map((code) => ({ code, label: code }))} />
  ),
  rep: (props) => <Colleague {...props} />,
  channels: ({ policy, value, onChange }) => (
    <div className={layout.row}>
      {policy.channels.map((channel) => {
        const chosen = (value ?? []) as readonly string[];
        return (
          <label key={channel} className={layout.row}>
            <input
              type="checkbox"
              checked={chosen.includes(channel)}
              onChange={({ target }) => onChange(target.checked ? [...chosen, channel] : chosen.filter((one) => one !== channel))}
            />
            {channel}
          </label>
        );
      })}
    </div>
  ),
  guide: ({ policy, ...props }) => <Answers {...props} questions={policy.callGuide} needed={policy.guideMinimum} />,
  dealReview: ({ policy, ...props }) => <Answers {...props} questions={policy.dealReview} needed={[]} />,
  person: (props) => <Answers {...props} questions={ofPerson} needed={[]} />,
};

const numberOf = (text: string): number | undefined => (text === '' ? undefined : Number(text));

interface ChoiceProps {
  readonly id: string;
  readonly required: boolean;
  readonly of: readonly { readonly code: string; readonly label: string }[];
  readonly onChange: (value: unknown) => void;
}

const Choice = ({ id, required, of, onChange }: ChoiceProps) => (
  <select id={id} required={required} defaultValue="" onChange={({ target }) => onChange(target.value || undefined)}>
    <option value="">Choose</option>
    {of.map(({ code, label }) => (
      <option key={code} value={code}>
        {label}
      </option>
    ))}
  </select>
);

function Colleague(props: Omit<ChoiceProps, 'of'>) {
  const { data = [] } = useQuery(api.team.names.queryOptions());
  return <Choice {...props} of={data.map(({ repId, name, team }) => ({ code: repId, label: `${name}, ${team}` }))} />;
}

interface Question {
  readonly code: string;
  readonly label: string;
  readonly type?: 'email' | 'tel';
}

/** What a rep learned of the right contact. */
const ofPerson: readonly Question[] = [
  { code: 'firstName', label: 'First name' },
  { code: 'lastName', label: 'Last name' },
  { code: 'email', label: 'Email', type: 'email' },
  { code: 'phone', label: 'Phone', type: 'tel' },
];

interface AnswersProps {
  readonly id: string;
  readonly required: boolean;
  readonly questions: readonly Question[];
  /** The questions that must be answered. */
  readonly needed: readonly string[];
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
}

/** Questions with an answer each; what is not answered is not sent. */
function Answers({ id, required, questions, needed, value, onChange }: AnswersProps) {
  const answers = (value ?? {}) as Readonly<Record<string, string>>;
  const answer = (code: string, text: string) => {
    const { [code]: _, ...others } = answers;
    const all = text.trim() === '' ? others : { ...others, [code]: text };
    onChange(Object.keys(all).length > 0 ? all : undefined);
  };
  return (
    <div className={styles.form} id={id}>
      {questions.map(({ code, label, type }) => (
        <label key={code}>
          {label}
          <input type={type} required={required && needed.includes(code)} onChange={({ target }) => answer(code, target.value)} />
        </label>
      ))}
    </div>
  );
}
