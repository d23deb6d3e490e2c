import { client } from '../../../app/api.ts';
import { saveFile } from '../../../app/save-file.ts';
import { useAct } from '../../../app/use-act.ts';
import { ActForm } from '../../../parts/act-form.tsx';
import type { ActProps } from './act.ts';

/** Saves everything that is known about a person as a file, as they may ask for it. */
export function Export({ lead: { id: leadId, email }, onClose }: ActProps) {
  const act = useAct(onClose);
  const save = async () => {
    const everything = await client.leads.export.query({ leadId });
    saveFile(`${email}.json`, 'application/json', JSON.stringify(everything, null, 2));
    return { words: 'The file is in your downloads. It contains personal data: delete it once you have passed it on.' };
  };
  return (
    <ActForm
      says="The file contains everything that we store about the person, by table, to answer their request or to take it elsewhere."
      button="Save the file"
      busy={act.isPending}
      onSubmit={() => act.mutate(save)}
      onCancel={onClose}
    />
  );
}
