import { faults } from '../../lib/emulator';
import { map, merge, mergeMap, takeUntil, timer } from 'rxjs';
import { a7600, collect, commands, detectProfile, http, ofUrc, quectel, sim7600, sim800 } from '../../lib';
import { desk, PAGE } from '../modem/desk';
import { virtually } from '../modem/virtually';
import { watch } from '../modem/watch';
import { asking } from './asking';

const HEADER = '+CMT: "+491701234567","","24/05/17,09:30:00+08"';
const TEXTS = ['OK', 'ERROR', 'RDY', '+CREG: 1', '+HTTPACTION: 0,200,4', '+CME ERROR: 3', '> ', 'hello'];

describe.each([sim800, a7600, sim7600, quectel])('messages that come meanwhile, on $title', (profile) => {
  it('bring their text, whatever it says', () => {
    const { virtual, ...on } = desk(profile, 'page');
    const texts = asking({ virtual, ...on }, (modem) => {
      TEXTS.forEach((text, at) => timer(1_000 + at).subscribe(() => virtual.say(`${HEADER}\r\n${text}`)));
      const told = modem.urcs.pipe(
        ofUrc(commands.incomingText),
        map(({ number, body }) => `${number} ${body}`),
        takeUntil(timer(2_000)),
      );
      return modem.keepOpen(told);
    });

    expect(texts.values).toEqual(TEXTS.map((text) => `+491701234567 ${text}`));
  });

  it('restart nothing, end nothing, and change no byte of a body', () => {
    const lines = TEXTS.map((text) => `${HEADER}\r\n${text}`);
    const on = desk(profile, 'x'.repeat(5_000), { faults: [faults.urcs({ lines })] });
    const told: unknown[] = [];
    const got = asking(on, (modem) => {
      const watching = modem.state.power.pipe(
        mergeMap((power) => {
          told.push(power);
          return [];
        }),
      );
      const body = http.get(modem, PAGE).pipe(
        collect(),
        map((response) => response.text()),
      );
      return merge(body, watching.pipe(takeUntil(timer(60_000))));
    });

    expect(got).toMatchObject({ values: ['x'.repeat(5_000)], end: 'completed' });
    expect(told).toEqual([]);
  });
});

describe.each([sim800, a7600, quectel])(
  'a line of nobody’s table while a $title tells who it is',
  (profile) => {
    it('is not taken for its model', () => {
      const on = desk(profile, 'page', { faults: [faults.urcs({ lines: ['+DOOR: 2,"open"', '*DOOR: 2'] })] });
      const { values, end } = virtually(() => watch(detectProfile(on.virtual.transport)));

      expect({ values, end }).toEqual({ values: [profile], end: 'completed' });
    });
  },
);
