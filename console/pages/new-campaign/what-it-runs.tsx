import { useQuery } from '@tanstack/react-query';
import { api, type Outputs } from '../../app/api.ts';
import layout from '../../style/layout.module.css';
import type { DraftInput } from './draft-input.ts';

interface WhatItRunsProps {
  readonly draft: DraftInput;
  readonly programs: Outputs['programs']['list'];
  readonly onChange: (changes: Pick<DraftInput, 'program' | 'email' | 'input'>) => void;
}

/** A program, or one email that needs nothing from a program. */
export function WhatItRuns({ draft: { program, email }, programs, onChange }: WhatItRunsProps) {
  const { data: contents = [] } = useQuery(api.content.list.queryOptions());
  const single = contents.filter(({ channel, variables }) => channel === undefined && Object.keys(variables).length === 0);
  const chosen = program === undefined ? (email === undefined ? '' : `email ${email}`) : `program ${program}`;
  return (
    <div className={layout.stack}>
      <label>
        Program or email
        <select
          required
          value={chosen}
          onChange={({ target }) => {
            const [kind, id] = target.value.split(' ');
            onChange({ program: kind === 'program' ? id : undefined, email: kind === 'email' ? id : undefined, input: {} });
          }}
        >
          <option value="" disabled>
            Choose one
          </option>
          <optgroup label="A program">
            {programs.map(({ id }) => (
              <option key={id} value={`program ${id}`}>
                {id}
              </option>
            ))}
          </optgroup>
          <optgroup label="One email, once">
            {single.map(({ id, topic }) => (
              <option key={id} value={`email ${id}`}>
                {id}: {topic}
              </option>
            ))}
          </optgroup>
        </select>
      </label>
      <small>
        {program !== undefined && 'Each lead goes through the program at its own pace. A lead is in one program at a time.'}
        {email !== undefined && 'Each lead gets this email once, within its hours and caps, even while it is in a program.'}
      </small>
    </div>
  );
}
