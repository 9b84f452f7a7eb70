import { map } from 'rxjs';
import { a7600, commands, identify, type Modem, type Profile, quectel, sim7600, sim800 } from '../../../lib';
import type { Command } from '../../../lib/grammar/command';
import { line, OK } from '../../modem/scripted';
import { played } from './played';

/** What a modem answers to a command, and the values that it means. */
type Case = readonly [asked: Command<unknown>, answer: readonly string[], values: object];

const CASES: readonly Case[] = [
  [commands.cardId(), ['+CCID: "8900000000000000011F"'], { iccid: '8900000000000000011F' }],
  [commands.cardId(), ['"8900000000000000011f"'], { iccid: '8900000000000000011f' }],
  [commands.cardId(), ['+CCID:8900000000000000011'], { iccid: '8900000000000000011' }],
  [commands.a7600CardId(), ['+ICCID: "8900000000000000011"'], { iccid: '8900000000000000011' }],
  [commands.a7600CardId(), ['+CICCID: 8900000000000000011'], { iccid: '8900000000000000011' }],
  [commands.a7600CardId(), ['8900000000000000011'], { iccid: '8900000000000000011' }],
  [commands.a7600CardId(), ['GPS Ready', '+ICCID: 8900000000000000011'], { iccid: '8900000000000000011' }],
  [commands.a7600CardId(), ['MODE 5', '8900000000000000011'], { iccid: '8900000000000000011' }],
  [commands.contextAddress({ cid: 1 }), ['+CGPADDR: 1,"10.0.0.7"'], { cid: 1, address: '10.0.0.7' }],
  [
    commands.contextAddress({ cid: 1 }),
    ['+CGPADDR: 1,"10.0.0.7","::1"'],
    { cid: 1, address: '10.0.0.7', second: '::1' },
  ],
  [commands.contextAddress({ cid: 1 }), ['+cgpaddr : "1" , 10.0.0.7'], { cid: 1, address: '10.0.0.7' }],
  [commands.serialNumber(), ['+CGSN: "867564050638581"'], { imei: '867564050638581' }],
  [commands.serialNumber(), ['GPS Ready', '867564050638581'], { imei: '867564050638581' }],
  [commands.subscriber(), ['+CIMI: 460001234567890'], { imsi: '460001234567890' }],
  [commands.subscriber(), ['"460001234567890"'], { imsi: '460001234567890' }],
  [
    commands.bearerState({ cid: 1 }),
    ['+SAPBR: 1,1,10.0.0.1'],
    { cid: 1, status: 'connected', address: '10.0.0.1' },
  ],
  [
    commands.bearerState({ cid: 1 }),
    ['+SAPBR: "1","1","10.0.0.1"'],
    { cid: 1, status: 'connected', address: '10.0.0.1' },
  ],
  [commands.quectelCardId(), ['+QCCID: 8900000000000000011F'], { iccid: '8900000000000000011F' }],
  [commands.quectelCardId(), ['+qccid:"8900000000000000011"'], { iccid: '8900000000000000011' }],
  [
    commands.quectelActive(),
    ['+QIACT: 1,1,1,"10.7.157.1"'],
    { context: 1, state: 1, type: 1, address: '10.7.157.1' },
  ],
  [
    commands.quectelActive(),
    ['+qiact : "1","1","1",10.7.157.1'],
    { context: 1, state: 1, type: 1, address: '10.7.157.1' },
  ],
  [
    commands.quectelFileList({ pattern: 'a.txt' }),
    ['+QFLST: "UFS:a.txt",5'],
    { name: 'UFS:a.txt', bytes: 5 },
  ],
  [commands.quectelFileList({ pattern: 'a.txt' }), ['+QFLST: UFS:a.txt,5'], { name: 'UFS:a.txt', bytes: 5 }],
  [commands.quectelLastError(), ['+QIGETERROR: 552,invalid parameters'], { code: 552 }],
  [commands.quectelLastError(), ['+QIGETERROR: 552, invalid parameters'], { code: 552 }],
  [commands.quectelBattery(), ['+CBC: 0,72,3920'], { percent: 72, milliVolts: 3_920 }],
  [commands.signal(), ['+csq: "20","0"'], { rssi: 20, ber: 0 }],
];

describe('quotes, headers, blanks and case never decide whether a value is known', () => {
  it.each(CASES.map(([asked, answer, values]) => ({ asked, text: asked.text, answer, values })))(
    '$text answered by $answer',
    ({ asked, answer, values }) => {
      const got = played(
        sim800,
        (text) => (text === asked.text ? line(...answer) + OK : undefined),
        (modem) => modem.send(asked).pipe(map(({ value }) => value)),
      );

      expect(got.end).toBe('completed');
      expect(got.values[0]).toMatchObject(values);
    },
  );
});

describe.each([sim800, a7600, sim7600, quectel] as readonly Profile[])('who a $title is', (profile) => {
  const [MAKER, MODEL] = profile === quectel ? ['Quectel', 'EC25'] : ['SIMCOM_Ltd', 'SIMCOM_SIM808'];
  const identified = (lines: Readonly<Record<string, readonly string[]>>) =>
    played(
      profile,
      (text) => {
        const own = lines[text];
        if (own) return line(...own) + OK;
        return /^AT\+C[A-Z]+$/.test(text) ? line('ERROR') : undefined;
      },
      (modem: Modem) => identify(modem),
    );

  it.each([
    ['behind a line that no table has', ['GPS Ready', MODEL]],
    ['in front of one', [MODEL, 'GPS Ready']],
    ['between two, and a URC that no table has', ['GPS Ready', MODEL, 'Modem is fine', '+DOOR: 2']],
    ['with its header', [`+CGMM: ${MODEL}`]],
    ['in quotes', [`"${MODEL}"`]],
    ['with both', [`+CGMM: "${MODEL}"`]],
  ])('is read %s', (_, lines) => {
    const got = identified({
      'AT+CGMM': lines,
      'AT+CGMI': ['GPS Ready', MAKER],
      'AT+CGMR': ['Net up', 'Revision:1418B05SIM800L24'],
    });

    expect(got.end).toBe('completed');
    expect(got.values[0]).toMatchObject({ model: MODEL, manufacturer: MAKER });
    if (profile === sim800) expect(got.values[0]).toMatchObject({ revision: '1418B05SIM800L24' });
  });
});
