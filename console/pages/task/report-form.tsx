import { useSuspenseQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { dispositionFields, type DispositionField } from '../../../domain/sales/dispositions.ts';
import { api } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import layout from '../../style/layout.module.css';
import type { ReportDetails, Sheet } from './sheet.ts';
import { ReportField } from './report-field.tsx';
import styles from './report.module.css';

interface ReportFormProps {
  readonly sheet: Sheet;
  readonly choice: Sheet['mayReport'][number];
  readonly busy: boolean;
  readonly onReport: (report: ReportDetails) => void;
  readonly onBack: () => void;
}

/** Asks for what a disposition needs, and for nothing else unless one wants to say more. */
export function ReportForm({ sheet, choice, busy, onReport, onBack }: ReportFormProps) {
  const { disposition, label, requires, allows, reasons, reasonIsOptional } = choice;
  const { data: policy } = useSuspenseQuery({ ...api.policy.get.queryOptions(), staleTime: Infinity });
  const [reason, setReason] = useState<string>();
  const [details, setDetails] = useState<Readonly<Partial<Record<DispositionField, unknown>>>>({});
  const fieldOf = (field: DispositionField) => (
    <ReportField
      key={field}
      field={field}
      label={dispositionFields[field].label}
      required={requires.includes(field)}
      zone={sheet.lead.zone}
      policy={policy}
      value={details[field]}
      onChange={(value) => setDetails((before) => ({ ...before, [field]: value }))}
    />
  );
  // A field has the focus, where keys are text.
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onBack();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onReport({ disposition, reason, details: details as ReportDetails['details'] });
  };
  // Who chose by a key types on.
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector<HTMLElement>('input, select, textarea')?.focus(), []);
  return (
    <Panel title={label} actions={<button onClick={onBack}>Something else</button>}>
      <form ref={form} className={styles.form} onSubmit={submit} onKeyDown={leave}>
        {reasons.length > 0 && (
          <fieldset>
            <legend>Reason</legend>
            {reasons.map(({ reason: code, label: words }) => (
              <label key={code} className={layout.row}>
                <input
                  type="radio"
                  name="reason"
                  required={!reasonIsOptional}
                  checked={reason === code}
                  onChange={() => setReason(code)}
                />
                {words}
              </label>
            ))}
          </fieldset>
        )}
        {requires.map(fieldOf)}
        {allows.length > 0 && (
          <details>
            <summary>Say more</summary>
            <div className={styles.form}>{allows.map(fieldOf)}</div>
          </details>
        )}
        <div>
          <button className="main" disabled={busy}>
            Report: {label}
          </button>
        </div>
      </form>
    </Panel>
  );
}
