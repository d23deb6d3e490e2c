import { encodedUrl } from '../allowed-url.ts';
import { addressInAttribute, imageName, type Image, type Images } from './images.ts';
import { mapTags, withAttribute, withMissing, type Tag } from './tags.ts';

const pictureAttributes = [
  'src',
  'srcset',
  'background',
  'background-url',
  'thumbnails-src',
  'icon-wrapped-url',
  'icon-unwrapped-url',
];

const inAttribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

/** Encodes a URL for sending, except its placeholder. */
function asSent(value: string): string {
  const url = encodedUrl(addressInAttribute(value));
  return url === undefined ? value : url.replaceAll('&', '&amp;');
}

type Added = Readonly<Record<string, string | undefined>>;

const pixels = (size: number | undefined): string | undefined => (size === undefined ? undefined : `${size}px`);

/** The attributes that a tag with a declared picture needs, unless the author gives them. */
const besides = new Map<string, (image: Image) => Added>([
  // Without the height: MJML shrinks a picture that is wider than its column, but not its given height.
  ['mj-image', ({ alt, file }) => ({ alt, width: pixels(file?.width) })],
  ['mj-hero', ({ file }) => ({ 'background-width': pixels(file?.width), 'background-height': pixels(file?.height) })],
  ['mj-social-element', ({ alt }) => ({ alt })],
  [
    'img',
    ({ alt, file }) => ({
      alt,
      ...(file && { width: `${file.width}`, height: `${file.height}`, style: 'max-width:100%;height:auto' }),
    }),
  ],
]);

/** Changes the URLs in an attribute: one, or those of a `srcset`, which widths follow. */
const mapAddresses = (name: string, value: string, change: (address: string) => string): string =>
  name === 'srcset' ? value.replaceAll(/[^\s,]\S*/g, change) : change(value.trim());

function putInto(tag: Tag, images: Images): string {
  let text = tag.text;
  let added: Added = {};
  for (const name of pictureAttributes.filter((one) => tag.attributes.has(one))) {
    const address = (written: string): string => {
      const image = images[imageName(written) ?? ''];
      if (!image) return asSent(written);
      added = { ...besides.get(tag.name)?.(image), ...added };
      return image.src;
    };
    text = withAttribute({ ...tag, text }, name, (value) => mapAddresses(name, value, address));
  }
  const written = Object.entries(added).map(
    ([name, value]) => [name, value === undefined ? undefined : inAttribute(value)] as const,
  );
  return withMissing({ ...tag, text }, Object.fromEntries(written));
}

/** Replaces each `{{images.<name>}}` with the declared picture, and adds alt text and size if the tag lacks them. */
export const putImages = (text: string, images: Images): string => mapTags(text, (tag) => putInto(tag, images));

/** The names of the declared pictures that a text shows. */
export const imagesIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\{\{images\.(\w+)\}\}/g)].map(([, name = '']) => name)),
];
