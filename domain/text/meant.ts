/**
 * The constraint of a name that is an argument: `<const Id extends Meant<Id, Known>>(name: Id)`. TypeScript says "Did you mean" of a
 * wrong property, and never of a wrong argument. With this, it at least names what was meant: "Argument of type '"buyers-guid"' is not
 * assignable to parameter of type '"buyers-guide"'".
 */
export type Meant<Word extends string, Known extends string> = [Word] extends [Known]
  ? Known
  : [Near<Word, Known>] extends [never]
    ? Known
    : Near<Word, Known>;

/** The known names that a word becomes when at most two letters in one place are added, dropped or changed. */
type Near<Word extends string, Known extends string> = Known extends string
  ? [AtMostTwo<Differing<Word, Known>>] extends [true]
    ? Known
    : never
  : never;

/** The letters of either word between what both begin with and what both end with. */
type Differing<A extends string, B extends string> =
  WithoutStart<A, B> extends [infer As extends string, infer Bs extends string]
    ? WithoutStart<Turned<As>, Turned<Bs>>[number]
    : never;

/** Two words without their common first letters. */
type WithoutStart<A extends string, B extends string> = A extends `${infer Letter}${infer As}`
  ? B extends `${Letter}${infer Bs}`
    ? WithoutStart<As, Bs>
    : [A, B]
  : [A, B];

type Turned<Word extends string, Done extends string = ''> = Word extends `${infer Letter}${infer Others}`
  ? Turned<Others, `${Letter}${Done}`>
  : Done;

type AtMostTwo<Letters extends string> = Letters extends `${infer _}${infer _}${infer Others}`
  ? Others extends ''
    ? true
    : false
  : true;
