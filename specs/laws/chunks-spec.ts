import { fc } from '../helpers/seeded';
import { httpData } from '../../lib/families/simcom/simcomHttpCommands';
import { httpReadBlocks } from '../../lib/families/a7600/http/a7600HttpCommands';
import { tlsSocketRead } from '../../lib/families/a7600/sockets/a7600TlsSocketCommands';
import { quectelRead } from '../../lib/families/quectel/sockets/quectelSocketCommands';
import { ipRead, ipSend } from '../../lib/families/sim800/sockets/sim800SocketCommands';
import { fileRead } from '../../lib/families/sim800/files/sim800FilesCommands';
import { httpRead } from '../../lib/families/sim800/http/sim800HttpCommands';
import { serialNumber } from '../../lib/families/standard/identityCommands';
import { circuitRegistration, signal } from '../../lib/families/standard/networkCommands';
import { command } from '../../lib/grammar/command';
import { raw } from '../../lib/grammar/raw';
import { latin1Bytes } from '../../lib/grammar/latin1';
import type { Traffic } from '../../lib/wire/traffic';
import { conversation } from '../../lib/recording/recordedConversation';
import { trafficOf } from '../../lib/testing/trafficOf';
import { bytewise, cutBy, sizes, whole } from '../helpers/cuts';
import { commands, everything, vocabularyOf } from '../helpers/definitions';
import { listen } from '../../lib/testing/listen';
import { spell } from '../../lib/testing/spell';
import { transcripts } from '../helpers/transcripts';
import { fullOr } from '../helpers/thin';

// Law 1: where bytes are cut never changes what is heard, payload joined.

const examples = commands.map(({ title, file, definition }) => ({
  title,
  family: vocabularyOf((other) => other === file || other.endsWith('Urcs.ts')),
  talk: conversation(definition.example),
}));

describe('law 1: where bytes are cut never changes what is heard', () => {
  describe.each([
    ['with echo', true],
    ['without echo', false],
  ])('%s', (_, echo) => {
    it.each([...transcripts, ...examples])('in $title', ({ family, talk: channel }) => {
      const traffic = trafficOf(channel, (text) => raw(text, family), { echo });
      const heard = (cut: readonly Traffic[]): readonly string[] => spell(listen(family, cut).tokens);
      const once = heard(whole(traffic));
      expect(once.length).toBeGreaterThan(0);

      expect(heard(bytewise(traffic))).toEqual(once);
      fc.assert(
        fc.property(sizes, (list) => expect(heard(cutBy(traffic, list))).toEqual(once)),
        { numRuns: fullOr(50, 10) },
      );
    });
  });

  const send = command('+SEND', {
    does: '',
    source: '',
    timeoutMs: 1,
    example: '',
    prompt: { by: 'mark', mark: '>' },
  });
  const said = [
    signal(),
    circuitRegistration(),
    serialNumber(),
    httpRead({ offset: 0, size: 40 }),
    httpReadBlocks({ offset: 0, size: 40 }),
    httpData({ size: 5, time: 10 }),
    fileRead({ path: 'C:\\a', mode: 'start', size: 40, position: 0 }),
    send(),
    ipRead({ link: 0, size: 40 }),
    ipSend({ link: 0, size: 5 }),
    tlsSocketRead({ session: 0, size: 40 }),
    quectelRead({ link: 0, size: 40 }),
  ];
  const fragments = [
    ...['\r', '\n', '\r\n', ' ', '>', '> ', ',', ':', '"', 'O', 'OK', 'ERROR', '\r\nOK\r\n', '\r\nERROR\r\n'],
    ...[
      '+CREG: 1',
      '+CREG: 0,1',
      '+CSQ: 1,0',
      '+HTTPREAD: 5',
      '+HTTPREAD: 0',
      '+HTTPREAD: 41',
      '\r\n+HTTPREAD: 12\r\n',
    ],
    ...['+CMT: "+49",,"24/05/17,09:30:00+08"', '+CMT: ,5\r\nOK\r\n', '\r\n+CBM: 5\r\n', '+CDS: 9\r'],
    ...['+CIPRXGET: 1,0', '+CIPRXGET: 2,0,5,0\r\n', '0, CLOSED', 'DATA ACCEPT:0,5', '\r\n0, SEND OK\r\n'],
    ...['+CCHRECV: DATA,0,5\r\n', '+CCHRECV: 0,0', '+QIRD: 5\r\n', '+QIURC: "recv",0', 'SEND OK'],
    ...['DOWNLOAD', 'RDY', 'hello', '\0', '\x1a', '\x1b', '\xff', ...said.map(({ text }) => text)],
  ];
  const heard = fc.array(fc.constantFrom(...fragments), { maxLength: 12 });
  const item: fc.Arbitrary<readonly Traffic[]> = fc.oneof(
    {
      weight: 6,
      arbitrary: heard.map((texts) => [{ kind: 'heard' as const, bytes: latin1Bytes(texts.join('')) }]),
    },
    {
      weight: 3,
      arbitrary: fc.constantFrom(...said).map((ready) => [{ kind: 'said' as const, command: ready }]),
    },
    { weight: 1, arbitrary: fc.constant([{ kind: 'dropped' as const }]) },
  );

  it('in anything that may cross the port, sense or nonsense', () => {
    const tokens = (traffic: readonly Traffic[]): readonly string[] =>
      spell(listen(everything, traffic).tokens);
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), sizes, (items, list) => {
        const traffic = items.flat();
        const once = tokens(whole(traffic));

        expect(tokens(bytewise(traffic))).toEqual(once);
        expect(tokens(cutBy(traffic, list))).toEqual(once);
      }),
      { numRuns: fullOr(2_000, 400) },
    );
  });

  it('and leaves the same knowledge behind', () => {
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const traffic = items.flat();
        const state = (cut: readonly Traffic[]): unknown => listen(everything, cut).state;

        expect(state(bytewise(traffic))).toEqual(state(whole(traffic)));
      }),
      { numRuns: fullOr(1_000, 200) },
    );
  });
});
