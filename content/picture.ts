import { createHash } from 'node:crypto';

/** The types of pictures that mail programs show, by file extension. */
export const pictureTypes = { png: 'image/png', jpg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp' } as const;
export type PictureType = keyof typeof pictureTypes;

export const isPictureType = (word: string): word is PictureType => Object.hasOwn(pictureTypes, word);

/** The name under which a picture is hosted. Different pictures have different names, so browsers may cache them for ever. */
export const hostedName = (bytes: Uint8Array, type: PictureType): string =>
  `${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}.${type}`;
