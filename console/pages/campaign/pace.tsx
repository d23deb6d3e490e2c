import layout from '../../style/layout.module.css';

interface PaceValues {
  readonly cost?: number | undefined;
  readonly spreadDays?: number | undefined;
  readonly again?: boolean | undefined;
  readonly holdoutPercent?: number | undefined;
}

interface PaceProps {
  readonly values: PaceValues;
  readonly onChange: (changes: PaceValues) => void;
}

/** Over how many days the leads begin, what the campaign costs, how many leads are held out, and who may come back. */
export const Pace = ({ values: { cost = 0, spreadDays = 0, again = false, holdoutPercent = 0 }, onChange }: PaceProps) => (
  <div className={layout.stack}>
    <label>
      Days over which the leads begin
      <input
        type="number"
        min={0}
        max={365}
        value={spreadDays}
        onChange={({ target }) => onChange({ spreadDays: target.valueAsNumber || 0 })}
      />
      <small>With 0, everybody begins at once, and all calls for sales come at once, too.</small>
    </label>
    <label>
      Cost, in your currency
      <input type="number" min={0} value={cost} onChange={({ target }) => onChange({ cost: target.valueAsNumber || 0 })} />
      <small>The cost of the campaign itself; reports divide it by the results.</small>
    </label>
    <label>
      Holdout, in percent
      <input
        type="number"
        min={0}
        max={50}
        value={holdoutPercent}
        onChange={({ target }) => onChange({ holdoutPercent: target.valueAsNumber || 0 })}
      />
      <small>So many of 100 leads get nothing, by lot. The results compare them with the others.</small>
    </label>
    <label>
      <input type="checkbox" checked={again} onChange={({ target }) => onChange({ again: target.checked })} /> Leads that were
      archived, or were in it before, may return
    </label>
  </div>
);
