import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../app/api.ts';
import { counted } from '../../app/number.ts';
import { AudienceField } from '../../parts/audience-field.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';

interface AddLeadsProps {
  readonly campaignId: string;
  readonly onClose: () => void;
}

/** Adds the leads of an audience to a running campaign. */
export function AddLeads({ campaignId, onClose }: AddLeadsProps) {
  const [audience, setAudience] = useState('');
  const tell = useTell();
  const cache = useQueryClient();
  const add = useMutation(
    api.campaigns.add.mutationOptions({
      onSuccess: ({ enrolled, notEnrolled }) => {
        void cache.invalidateQueries(api.campaigns.pathFilter());
        onClose();
        const out = notEnrolled.reduce((sum, { leads }) => sum + leads, 0);
        tell.done(`${counted(enrolled, 'lead')} entered the campaign, and ${out} could not; “Left out” shows why.`);
      },
      onError: tell.problem,
    }),
  );
  return (
    <Dialog title="Add leads" open onClose={onClose}>
      <form
        className={layout.stack}
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate({ campaignId, audience });
        }}
      >
        <p>They begin the program now. Leads that are in another program, or that we may not contact, do not enter.</p>
        <AudienceField value={audience} onChange={setAudience} />
        <div className={layout.row}>
          <button className="main" disabled={add.isPending}>
            Add them
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
