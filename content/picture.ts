import { createHash } from 'node:crypto';

/** The kinds of pictures that mail programs show, by the ending of their names. */
export const pictureTypes = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;
export type PictureType = keyof typeof pictureTypes;

export const isPictureType = (word: string): word is PictureType => Object.hasOwn(pictureTypes, word);

/** The name under which a picture is hosted. Another picture has another name, so that it may be kept for ever. */
export const hostedName = (bytes: Uint8Array, type: PictureType): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${type}`;
