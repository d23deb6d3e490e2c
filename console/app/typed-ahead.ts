let typed = '';

/** Keeps every key from now on, so that none is lost and none is a key of the page, until a field has the focus and takes them. */
export function keepTyped(): void {
  typed = '';
  document.addEventListener('keydown', keep, true);
}

/** What was typed since, and nothing is kept any more. */
export function takeTyped(): string {
  document.removeEventListener('keydown', keep, true);
  return typed;
}

function keep(event: KeyboardEvent): void {
  const { key, metaKey, ctrlKey, altKey } = event;
  if (metaKey || ctrlKey || altKey || key === 'Escape') return;
  if (key === 'Backspace') typed = typed.slice(0, -1);
  if (key.length === 1) typed += key;
  event.preventDefault();
  event.stopPropagation();
}
