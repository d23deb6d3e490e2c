import { expectTypeOf, test } from 'vitest';
import type { Meant } from '../../domain/text/meant.ts';

type Known = 'buyers-guide' | 'usual-mistakes' | 'crm' | 'sms';

test('the compiler names what was meant with a misspelt argument', () => {
  expectTypeOf<Meant<'buyers-guid', Known>>().toEqualTypeOf<'buyers-guide'>();
  expectTypeOf<Meant<'buyesr-guide', Known>>().toEqualTypeOf<'buyers-guide'>();
  expectTypeOf<Meant<'Usual-mistakes', Known>>().toEqualTypeOf<'usual-mistakes'>();
  expectTypeOf<Meant<'crn', Known>>().toEqualTypeOf<'crm'>();
});

test('of any other word it names all that are known', () => {
  expectTypeOf<Meant<'price-list', Known>>().toEqualTypeOf<Known>();
  expectTypeOf<Meant<string, Known>>().toEqualTypeOf<Known>();
});

test('a name that is known, one of several, and any name where all are known are taken as they are', () => {
  expectTypeOf<'crm'>().toExtend<Meant<'crm', Known>>();
  expectTypeOf<'crm' | 'sms'>().toExtend<Meant<'crm' | 'sms', Known>>();
  expectTypeOf<Meant<string, string>>().toEqualTypeOf<string>();
});
