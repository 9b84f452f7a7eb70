import { fc } from '../helpers/seeded';
import { attention } from '../../lib/families/standard/generalCommands';
import { fileRead } from '../../lib/families/sim800/files/sim800FilesCommands';
import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { broadcast, incomingPdu, incomingText, statusReport } from '../../lib/families/standard/messageUrcs';
import { signal } from '../../lib/families/standard/networkCommands';
import { circuitRegistrationChanged } from '../../lib/families/standard/networkUrcs';
import { ready } from '../../lib/families/simcom/simcomPowerUrcs';
import { command } from '../../lib/grammar/command';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { bytewise } from '../helpers/cuts';
import { spell } from '../../lib/testing/spell';

const send = command('+SEND', {
  does: 'Sends.',
  source: 'the spec',
  timeoutMs: 1,
  prompt: { by: 'mark', mark: '>' },
  example: '',
});
const known = vocabulary(
  [attention, signal, httpRead, fileRead, send],
  [circuitRegistrationChanged, ready, incomingText, incomingPdu, statusReport, broadcast],
);
const HEADER = '+CMT: "+49170",,"24/05/17,09:30:00+08"';

const heard = (text: string): Traffic => ({ kind: 'heard', bytes: latin1Bytes(text) });
const hears = (traffic: readonly Traffic[], tokens: readonly string[]): void => {
  expect(spell(listen(known, traffic).tokens)).toEqual(tokens);
  expect(spell(listen(known, bytewise(traffic)).tokens)).toEqual(tokens);
};
const told = (body: string): string => `urc ${HEADER} with ${body}`;

describe('hear: a URC that a text follows', () => {
  it.each([
    'OK',
    'ERROR',
    'RDY',
    '+CREG: 1',
    '+CSQ: 1,2',
    '+CME ERROR: 3',
    '>',
    'AT+CSQ',
    HEADER,
    'NO CARRIER',
  ])('takes %s for its text, while a command waits', (text) => {
    hears(
      [
        { kind: 'said', command: signal() },
        heard(`\r\n${HEADER}\r\n${text}\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n`),
      ],
      [told(text), 'info +CSQ: 20,0', 'final OK'],
    );
  });

  it('takes whatever its text says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        fc.pre(!text.includes('\r'));
        // A line feed in front belongs to the line end before it, as everywhere.
        fc.pre(!text.startsWith('\n'));
        const { tokens } = listen(known, [heard(`\r\n${HEADER}\r\n${text}\r\n\r\n+CREG: 1\r\n`)]);

        expect(tokens).toHaveLength(2);
        expect(tokens[0]).toMatchObject({
          kind: 'urc',
          definition: incomingText,
          body: text,
          values: { number: '+49170', body: text },
        });
      }),
    );
  });

  it('keeps the blanks of its text', () => {
    hears([heard(`\r\n${HEADER}\r\n  hi \r\n`)], [told('  hi ')]);
  });

  it('takes an empty line for an empty text, and hears what stands behind it', () => {
    hears([heard(`\r\n${HEADER}\r\n\r\n\r\nRDY\r\n`)], [told(''), 'urc RDY']);
  });

  it('is told when its text has come', () => {
    hears([heard(`\r\n${HEADER}\r\n`)], []);
    hears([heard(`\r\n${HEADER}\r\nhal`)], []);
  });

  it('waits for its text while the next command is said', () => {
    hears(
      [
        heard(`\r\n${HEADER}\r\n`),
        { kind: 'said', command: signal() },
        heard('OK\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n'),
      ],
      [told('OK'), 'info +CSQ: 20,0', 'final OK'],
    );
  });

  it('is not taken for a prompt', () => {
    hears(
      [{ kind: 'said', command: send() }, heard(`\r\n${HEADER}\r\n> hi\r\n\r\n> `)],
      [told('> hi'), 'prompt'],
    );
  });

  it('counts as one line behind counted bytes', () => {
    hears(
      [
        { kind: 'said', command: httpRead({ offset: 0, size: 5 }) },
        heard(`\r\n+HTTPREAD: 5\r\nhello\r\n${HEADER}\r\nERROR\r\n\r\nOK\r\n`),
      ],
      ['info +HTTPREAD: 5', 'payload hello', told('ERROR'), 'final OK'],
    );
  });

  it('slips in front of bytes that nothing announces', () => {
    const read = fileRead({ path: 'C:\\a', mode: 'start', size: 5, position: 0 });
    hears(
      [{ kind: 'said', command: read }, heard(`\r\n${HEADER}\r\nOK\r\n\r\nhello\r\nOK\r\n`)],
      [told('OK'), 'payload hello', 'final OK'],
    );
    hears(
      [{ kind: 'said', command: read }, heard(`\r\n${HEADER}\r\n\r\n\r\nhello\r\nOK\r\n`)],
      [told(''), 'payload hello', 'final OK'],
    );
  });

  it('is not taken out of a file that begins like one', () => {
    const file = `${HEADER}\r\nhello`;
    const read = fileRead({ path: 'C:\\a', mode: 'start', size: file.length, position: 0 });
    hears(
      [{ kind: 'said', command: read }, heard(`\r\n${file}\r\nOK\r\n`)],
      [`payload ${HEADER}\\r\\nhello`, 'final OK'],
    );
  });

  it('has other forms of one line and of two', () => {
    hears(
      [
        heard('\r\n+CDS: 6,42,"+49",145,"24/05/17,09:30:00+08","24/05/17,09:30:04+08",0\r\n'),
        heard('\r\n+CMT: ,23\r\n0791\r\n\r\n+CBM: 1,2,3,1,1\r\nOK\r\n'),
      ],
      [
        'urc +CDS: 6,42,"+49",145,"24/05/17,09:30:00+08","24/05/17,09:30:04+08",0',
        'urc +CMT: ,23 with 0791',
        'urc +CBM: 1,2,3,1,1 with OK',
      ],
    );
  });

  it('hands on in pieces what is too long to be a text, and means nothing by the last of them', () => {
    const { tokens } = listen(known, [
      { kind: 'said', command: attention() },
      heard(`\r\n${HEADER}\r\n${'x'.repeat(4_096)}OK\r\n`),
    ]);

    expect(tokens.map(({ kind }) => kind)).toEqual(['unknown', 'urc']);
    expect(tokens[1]).toMatchObject({ body: 'OK' });
  });
});
