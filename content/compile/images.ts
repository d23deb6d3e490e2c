import { encodedUrl } from '../allowed-url.ts';
import { suggestion } from '../../domain/text/did-you-mean.ts';
import { complainOf, isRecord, shown, type Complain, type FrontMatter } from './front-matter.ts';
import { addressRemedy } from './read-links.ts';
import { readPicture, type PictureFile } from './read-picture.ts';

/** A picture that an email declares. */
export interface Image {
  /** A full URL; that of a file begins with the placeholder for the hosted pictures. */
  readonly src: string;
  readonly alt?: string;
  /** The file in the app, and its properties. */
  readonly file?: PictureFile & { readonly path: string };
}

export type Images = Readonly<Record<string, Image>>;

const EXAMPLE = 'For example "team: { src: images/team.png, alt: The five of us at a table }".';

/** The image that an attribute names: `{{images.team}}` is `team`. */
export const imageName = (value: string): string | undefined => /^\{\{images\.(\w+)\}\}$/.exec(value)?.[1];

/** A URL from an attribute, in which HTML requires `&amp;`. */
export const addressInAttribute = (value: string): string => value.replaceAll('&amp;', '&');

function readFile(path: string, pictures: ReadonlyMap<string, Uint8Array>, complain: Complain): Image | undefined {
  const bytes = pictures.get(path);
  if (!bytes) return complain(`does not exist: "${path}".`, suggestion(path, [...pictures.keys()]), 'src');
  const file = readPicture(bytes);
  if ('what' in file) return complain(`${file.what.replace(/\.$/, '')}: "${path}".`, file.fix, 'src');
  return { src: `{{pictures}}/${file.name}`, file: { ...file, path } };
}

function readAddress(address: string, complain: Complain): Image | undefined {
  const src = encodedUrl(address);
  return src === undefined
    ? complain(`has the address "${address}".`, addressRemedy(address), 'src')
    : { src: src.replaceAll('&', '&amp;') };
}

function readImage(value: unknown, pictures: ReadonlyMap<string, Uint8Array>, complain: Complain): Image | undefined {
  const { src, alt, ...rest } = isRecord(value) ? value : { src: value };
  for (const unknown of Object.keys(rest))
    complain(`doesn't know "${unknown}".`, `Put text with commas into quotes. ${EXAMPLE}`, unknown);
  if (alt !== undefined && (typeof alt !== 'string' || /[{}\p{Cc}]/u.test(alt)))
    complain(`has the alt text "${shown(alt)}".`, 'Write plain text; placeholders belong in the attribute alt="…".', 'alt');
  if (typeof src !== 'string' || src === '') return complain('has no src.', EXAMPLE);
  const image = /^[a-z]+:/i.test(src) ? readAddress(src, complain) : readFile(src, pictures, complain);
  return image && { ...image, alt: typeof alt === 'string' ? alt : undefined };
}

/** Reads the pictures that a content declares. `pictures` are the app's files, by path. */
export function readImages(matter: FrontMatter, pictures: ReadonlyMap<string, Uint8Array>): Images {
  const images: Record<string, Image> = {};
  for (const [name, value] of Object.entries(matter.map('images'))) {
    const complain = complainOf(matter, 'images', 'Image', name);
    if (!/^[a-z][A-Za-z0-9]*$/.test(name)) complain("isn't a name.", 'Use letters and digits, beginning with a small letter.');
    const image = readImage(value, pictures, complain);
    if (image) images[name] = image;
  }
  return images;
}
