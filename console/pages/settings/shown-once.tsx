import { useTell } from '../../parts/tell.tsx';
import layout from '../../style/layout.module.css';

interface ShownOnceProps {
  readonly apiKey: string;
  readonly onClose: () => void;
}

/** A new key, to be copied: nobody can read it again. */
export function ShownOnce({ apiKey, onClose }: ShownOnceProps) {
  const tell = useTell();
  return (
    <div className={layout.stack}>
      <label>
        The key
        <input readOnly value={apiKey} autoFocus onFocus={({ target }) => target.select()} />
      </label>
      <p className="quiet">Copy it now: it is not saved anywhere, and can’t be shown again.</p>
      <div className={layout.row}>
        <button
          className="main"
          onClick={() =>
            void navigator.clipboard.writeText(apiKey).then(
              () => tell.done('The key is in your clipboard.'),
              () => tell.done('This browser does not let pages copy: select the key and copy it.'),
            )
          }
        >
          Copy
        </button>
        <button onClick={onClose}>I have it</button>
      </div>
    </div>
  );
}
