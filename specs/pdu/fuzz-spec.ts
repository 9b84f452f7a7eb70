import { fc } from '../helpers/seeded';
import { decodePdu } from '../../lib/pdu/decodePdu';
import { encodePdu } from '../../lib/pdu/encodePdu';
import { encodeDeliver } from '../../lib/pdu/encodeDeliver';
import { encodeSubmit } from '../../lib/pdu/encodeSubmit';
import { fit } from '../../lib/pdu/fit';
import type { Pdu } from '../../lib/pdu/pdu';
import { userData } from '../../lib/pdu/userData';
import { ussdString, type UssdForm } from '../../lib/pdu/ussdString';
import { fullOr } from '../helpers/thin';
import { mutatedPdu, numbersFrom } from './mutatedPdu';

/** A million in a full run takes a minute and a half. */
const RUNS = fullOr(1_000_000, 3_000);
const LIMIT_MS = 600_000;
const directions = [undefined, 'received', 'sent'] as const;

/** Text of any script; half a surrogate pair is no text. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: fc.constantFrom(...'abc@€{}[]~^\\|\r\n ÇØÆ_¿'), maxLength: 900 }),
  fc.string({ unit: fc.constantFrom(...'ğşıİabcÇç €'), maxLength: 400 }),
);
const languages = fc.constantFrom<readonly string[]>([], ['tr'], ['es', 'pt'], ['tr', 'hi', 'ur', 'bn']);

const carried = (pdus: readonly Pdu[]) =>
  userData.join(
    pdus.map((pdu) => {
      const found = pdu.kind === 'malformed' ? pdu : decodePdu(pdu.raw, { tpduLength: pdu.tpduLength });
      if (found.kind !== 'submit' && found.kind !== 'deliver') throw new Error(found.kind);
      return found;
    }),
  );

it(
  'a PDU with changed octets is read, or said to be malformed, and never throws',
  () => {
    const next = numbersFrom(20260111);
    const kinds = new Set<string>();
    for (let run = 0; run < RUNS; run += 1) {
      const pdu = mutatedPdu(next);
      const direction = directions[next(3)];
      const found = decodePdu(pdu, direction === undefined ? {} : { direction, tpduLength: next(180) });
      kinds.add(found.kind);
      if (found.raw !== pdu) throw new Error(`${pdu}: ${found.raw}`);
    }

    expect([...kinds].sort()).toEqual(['deliver', 'malformed', 'status-report', 'submit']);
  },
  LIMIT_MS,
);

it(
  'what was read of changed octets is written, and read again as the same',
  () => {
    const next = numbersFrom(4711);
    for (let run = 0; run < RUNS; run += 1) {
      const once = decodePdu(mutatedPdu(next));
      if (once.kind === 'malformed') continue;
      const again = decodePdu(encodePdu(once).raw);
      if (again.kind === 'malformed') throw new Error(`${once.raw}: ${again.field} ${again.problem}`);

      // Digits that stand in for fillers get lost, and with them the length; all else comes back.
      expect(again).toMatchObject({ kind: once.kind });
      if (once.kind !== 'status-report') expect(again).toMatchObject({ text: once.text, data: once.data });
    }
  },
  LIMIT_MS,
);

it('any text comes back from its parts', () => {
  fc.assert(
    fc.property(text, languages, fc.constantFrom(8 as const, 16 as const), (said, spoken, referenceBits) => {
      const request = { text: said, languages: spoken, referenceBits, reference: 7 };
      const sent = encodeSubmit({ to: '+15550100001', ...request });
      const came = encodeDeliver({ from: 'Sender', sentAt: new Date(0), ...request });

      expect(carried(sent).text).toBe(said);
      expect(carried(came).text).toBe(said);
      expect(fit(said, request).parts).toBe(sent.length);
      expect(sent.every(({ tpduLength }) => tpduLength <= 164)).toBe(true);
      // No part ends within a letter: each is a text of its own.
      expect(sent.map((part) => carried([part]).text).join('')).toBe(said);
    }),
    { numRuns: 300 },
  );
});

it('any data come back from their parts', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 600 }), fc.boolean(), (data, hasPorts) => {
      const ports = hasPorts ? { destination: 2948, source: 9200 } : undefined;
      const sent = encodeSubmit({ to: '112', data, ports, reference: 255 });

      expect(carried(sent).data).toEqual(data);
      expect(sent.every((part) => part.ports?.destination === ports?.destination)).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('a string of USSD never throws, and comes back if the form is known', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcXYZ 12:€*#\r'), minLength: 9, maxLength: 60 });
  fc.assert(
    fc.property(letters, fc.constantFrom<UssdForm>('packed', 'ucs2', 'octets'), (said, form) => {
      const charset = { packed: 'GSM', ucs2: 'UCS2', octets: 'HEX' }[form as 'packed' | 'ucs2' | 'octets'];
      const found = ussdString.decode(ussdString.encode(said, form), { charset });

      // Two CR at the end may be one: 23.038 § 6.1.2.3 gives them the same meaning.
      const isDoubled = said.endsWith('\r\r');
      expect(isDoubled ? found.text.trimEnd() : found.text).toBe(isDoubled ? said.trimEnd() : said);
    }),
    { numRuns: 300 },
  );
  fc.assert(
    fc.property(fc.string(), fc.nat(255), (raw, scheme) => ussdString.decode(raw, { scheme }).raw === raw),
    { numRuns: 300 },
  );
});
