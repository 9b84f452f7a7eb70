// First, since it replaces what the tables are declared with.
import { specOf } from '../helpers/noted';
import { fc } from '../helpers/seeded';
import type { CommandDefinition } from '../../lib/grammar/command';
import type { LineForm } from '../../lib/grammar/forms/lineForm';
import { parseRequest } from '../../lib/grammar/parseRequest';
import type { Shape } from '../../lib/grammar/forms/shape';
import { valuesOf, type Wish } from '../helpers/arbitrary';
import { commands, urcs } from '../helpers/definitions';
import { fullOr } from '../helpers/thin';

// Law 2: every command, answer and URC reads back what it writes.

const RUNS = { numRuns: fullOr(100, 20) };

const write = (definition: CommandDefinition, args: object): string =>
  (definition as unknown as (args: object) => { readonly text: string })(args).text;

type Written = Readonly<Record<string, unknown>>;

const noMore: fc.Arbitrary<Written> = fc.constant({});
/** Somebody else's text: anything but a line end, and what would mean something elsewhere. */
const body: fc.Arbitrary<Written> = fc.record({
  body: fc.oneof(
    fc.string().filter((text) => !text.includes('\r')),
    fc.constantFrom('OK', 'ERROR', ' RDY ', '+CREG: 1', '>'),
  ),
});

/** Bytes in the URC's own line have the length that it gives; `length` is its name there. */
const measured = (values: Written): Written =>
  'length' in values && typeof values['body'] === 'string'
    ? { ...values, length: values['body'].length }
    : values;

const readsBack = (form: LineForm<Written>, shape: Shape, wish: Wish = {}, more = noMore): void =>
  fc.assert(
    fc.property(valuesOf(shape, wish), more, (fields, others) => {
      const values = measured({ ...fields, ...others });

      expect(form.read(form.write(values))).toEqual(values);
    }),
    RUNS,
  );

describe('law 2: what is written reads back', () => {
  describe.each(commands)('$title', ({ definition }) => {
    it('recognises the arguments that it was written with', () => {
      fc.assert(
        fc.property(valuesOf(definition.takes), (args) => {
          const text = write(definition, args);

          expect(text.startsWith(`AT${definition.head}`)).toBe(true);
          expect(definition.recognise(parseRequest(text.slice('AT'.length)))).toEqual(args);
        }),
        RUNS,
      );
    });
  });

  // A form of its own may have fields that depend on each other: what it read once, it reads again.
  const readsAgain = (form: LineForm<Written>, shape: Shape, wish: Wish): void =>
    fc.assert(
      fc.property(valuesOf(shape, wish), (values) => {
        const once = form.read(form.write(values));

        expect(once).toBeDefined();
        expect(form.read(form.write(once as Written))).toEqual(once);
      }),
      RUNS,
    );

  const answering = commands.filter(({ definition }) => definition.answer);

  it.each(answering)('$title reads the answer that it writes', ({ definition }) => {
    const { answers = {}, answerForm } = specOf(definition);
    // A form of its own is one of counted bytes: there are never fewer than none, nor more than ten digits of them.
    const wish = answerForm ? { least: 0, most: 9_999_999_999 } : {};

    const form = definition.answer as LineForm<Written>;
    if (answerForm) readsAgain(form, answers, wish);
    else readsBack(form, answers, wish);
  });

  it.each(urcs)('$title reads the line that it writes', ({ definition }) => {
    const spec = specOf(definition);
    const { gives = {} } = spec;
    if (definition.followedBy) readsBack(definition.form, gives, {}, body);
    else if ('form' in spec) readsAgain(definition.form, gives, { least: 0, most: 99_999 });
    else readsBack(definition.form, gives);
  });
});
