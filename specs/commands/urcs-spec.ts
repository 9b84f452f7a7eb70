import { commands, sim7600, sim800, a7600 } from '../../lib';
import { listen } from '../../lib/testing/listen';
import { latin1Bytes } from '../../lib/grammar/latin1';

type Row = readonly [line: string, definition: object, values: object];

const { networkTime, timeZone, networkName, packetEvent, callEnded, callerId, incomingPdu, incomingText } =
  commands;

const TIME = { year: 2022, month: 9, day: 14, hour: 4, minute: 55, second: 19, zone: 28, daylight: 0 };

/** Lines as manuals print them and as they were seen. */
const ROWS: readonly Row[] = [
  ['*PSUTTZ: 2022,9,14,4,55,19,"+28",0', networkTime, TIME],
  ['*PSUTTZ: 2022, 9, 14, 4, 55, 19, "-20", 1', networkTime, { ...TIME, zone: -20, daylight: 1 }],
  ['*PSUTTZ: 22/09/14,04:55:19","+28",0', networkTime, TIME],
  [
    '*PSNWID: "452","02","VinaPhone",0,"",0',
    networkName,
    {
      country: '452',
      network: '02',
      name: 'VinaPhone',
      nameInitials: 0,
      shortName: '',
      shortNameInitials: 0,
    },
  ],
  ['+CTZV: "+28"', timeZone, { zone: 28 }],
  ['+CTZV: +28,0', timeZone, { zone: 28, daylight: 0 }],
  ['+CTZV: +32', timeZone, { zone: 32 }],
  ['+CTZV: -14,24/05/17,09:30:00,1', timeZone, { zone: -14, time: '24/05/17,09:30:00', daylight: 1 }],
  ['DST: 1', commands.daylightSaving, { hours: 1 }],
  ['+CGEV: EPS PDN ACT 1', packetEvent, { by: 'EPS', event: 'PDN ACT', details: '1' }],
  ['+CGEV: ME PDN ACT 8,1', packetEvent, { by: 'ME', event: 'PDN ACT', details: '8,1' }],
  ['+CGEV: NW PDN DEACT 1', packetEvent, { by: 'NW', event: 'PDN DEACT', details: '1' }],
  ['+CGEV: NW DETACH', packetEvent, { by: 'NW', event: 'DETACH' }],
  ['+CGEV: ME CLASS B', packetEvent, { by: 'ME', event: 'CLASS', details: 'B' }],
  ['+CGEV: NW DEACT IP,"10.0.0.1",1', packetEvent, { by: 'NW', event: 'DEACT', details: 'IP,"10.0.0.1",1' }],
  ['+CGEV: REJECT IP,10.0.0.1', packetEvent, { event: 'REJECT', details: 'IP,10.0.0.1' }],
  ['VOICE CALL: BEGIN', commands.callBegun, {}],
  ['VOICE CALL: END: 000017', callEnded, { seconds: 17 }],
  ['VOICE CALL: END: 010203', callEnded, { seconds: 3_723 }],
  ['VOICE CALL: END', callEnded, {}],
  ['MO CONNECTED', commands.calledAnswers, {}],
  [
    '+CLIP: "+491701234567",145,"",0,"",0',
    callerId,
    { number: '+491701234567', type: 145, subaddress: '', subaddressType: 0, name: '', validity: 0 },
  ],
  ['+CLIP: "+491701234567",145,,,"Ann"', callerId, { number: '+491701234567', type: 145, name: 'Ann' }],
  ['+CLIP: 4917,129', callerId, { number: '4917', type: 129 }],
  ['+CLIP: "",128', callerId, { number: '', type: 128 }],
  ['+CMTI: "SM",3,"MMS PUSH"', commands.incomingSms, { storage: 'SM', index: 3, kind: 'MMS PUSH' }],
  ['+CUSD: 0, "Balance: 5", 15', commands.ussd, { status: 0, text: 'Balance: 5', coding: 15 }],
  [
    '+CMT: "+49","Ann","24/05/17,09:30:00+08",145,4,0,0,"+49",145,5\r\nhello',
    incomingText,
    {
      number: '+49',
      name: 'Ann',
      time: '24/05/17,09:30:00+08',
      rest: '145,4,0,0,"+49",145,5',
      body: 'hello',
    },
  ],
  [
    '+CMT: "+49","24/05/17,09:30:00+08"\r\nhello',
    incomingText,
    { number: '+49', time: '24/05/17,09:30:00+08', body: 'hello' },
  ],
  ['+CMT: what else\r\nOK', incomingText, { number: 'what else', rest: '', body: 'OK' }],
  ['+CMT: "Ann",23\r\n0791', incomingPdu, { name: 'Ann', length: 23, body: '0791' }],
  ['+CMT: 23\r\n0791', incomingPdu, { length: 23, body: '0791' }],
  ['+CREG: 1,"28B4","9DC1"', commands.circuitRegistrationChanged, { status: 1, area: '28B4', cell: '9DC1' }],
  [
    '+CREG: 1,28B4,09DC1234',
    commands.circuitRegistrationChanged,
    { status: 1, area: '28B4', cell: '09DC1234' },
  ],
  ['UNDER-VOLTAGE WARNNING', commands.underVoltage, {}],
  ['UNDER-VOLTAGE WARNING', commands.underVoltageWarning, {}],
  ['OVER-VOLTAGE POWER DOWN', commands.overVoltageOff, {}],
  ['UNDER_VOLTAGE WARNNING', commands.underVoltage, {}],
  ['UNDER VOLTAGE WARNING', commands.underVoltageWarning, {}],
  ['OVER_VOLTAGE WARNNING', commands.overVoltage, {}],
  ['OVER_VOLTAGE POWER DOWN', commands.overVoltageOff, {}],
  ['NORMAL_POWER_DOWN', commands.poweredDown, {}],
  ['CHARGE_ONLY MODE', commands.chargeOnly, {}],
  ['CALL READY', commands.callReady, {}],
  ['ALARM RING', commands.alarmRing, {}],
  [
    '+CIEV: 10,"45202","VinaPhone","", 0, 0',
    commands.indicator,
    { index: 10, value: '"45202","VinaPhone","",0,0' },
  ],
];

describe('the URCs of both families', () => {
  describe.each([sim800, a7600, sim7600])('$title', ({ vocabulary }) => {
    it.each(ROWS)('hears %s', (line, definition, values) => {
      const { tokens } = listen(vocabulary, [{ kind: 'heard', bytes: latin1Bytes(`\r\n${line}\r\n`) }]);

      expect(tokens).toHaveLength(1);
      expect(tokens[0]).toMatchObject({ kind: 'urc', definition });
      expect(tokens[0]).toHaveProperty('values', values);
    });

    it.each([
      '+CCWA: 1,1',
      '+CLIP: 1',
      '+CLIP: 0,1',
      '+CLIP: 97,1',
      '+CLIP: 1,WORD',
      '+COLP: 0',
      '+COLP: 1,0',
      '+CREG: 2,1',
      '+CGEV: NEW THING',
      '+CTZV: noon',
      'VOICE CALL: HELD',
      '*PSUTTZ: now',
    ])('leaves %s as text', (line) => {
      const { tokens } = listen(vocabulary, [{ kind: 'heard', bytes: latin1Bytes(`\r\n${line}\r\n`) }]);

      expect(tokens).toEqual([{ kind: 'unknown', text: line, command: undefined }]);
    });
  });
});
