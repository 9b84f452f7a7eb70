import { catchError, concat, EMPTY, switchMap, take } from 'rxjs';
import { explain, openModem, quectel, sim800, a7600 } from '../../lib';
import { signal } from '../../lib/families/standard/networkCommands';
import { line, OK, scripted } from './scripted';
import { virtually } from './virtually';
import { watch } from './watch';

// What stands around the words of an answer differs between firmwares, adapters and settings.

type Spoken = (answer: string, written: string) => string;

const READABLE: Readonly<Record<string, Spoken>> = {
  'keeps its echo': (answer, written) => `${written}\r${answer}`,
  'keeps its echo, with line ends': (answer, written) => `${written}\r\r\n${answer.slice(2)}`,
  'ends lines with CR CR LF': (answer) => answer.replaceAll('\r\n', '\r\r\n'),
  'does not begin lines with CR LF': (answer) => answer.replace(/^\r\n/, ''),
  'begins with a zero byte': (answer) => `\0${answer}`,
  'has blanks behind its words': (answer) => answer.replaceAll(/(?<=\w)\r\n/g, ' \r\n'),
  'has a blank before the colon': (answer) => answer.replaceAll(': ', ' : '),
  'has none behind the colon': (answer) => answer.replaceAll(': ', ':'),
};

const UNREADABLE: Readonly<Record<string, { readonly spoken: Spoken; readonly said: string }>> = {
  'answers in numbers for ever': { spoken: (answer) => answer.replace(/\r\nOK\r\n$/, '0\r'), said: '0' },
  'answers with other words': { spoken: (answer) => answer.replace('OK', 'okay'), said: 'okay' },
};

/** Asks for the signal three times; the second answer is lost. */
const asked = (profile: typeof sim800, spoken: Spoken) => {
  const modem = scripted((text, time) => {
    if (modem.written.length > 500) throw new Error('it is written without end');
    if (text === 'AT+CSQ' && time === 2) return undefined;
    return spoken(text === 'AT+CSQ' ? line('+CSQ: 20,0') + OK : OK, text);
  });
  const seen = virtually(() =>
    watch(
      openModem(modem.transport, profile).pipe(
        take(1),
        switchMap((one) => {
          const lost = one.send(signal()).pipe(catchError(() => EMPTY));
          return concat(one.send(signal()), lost, one.send(signal()));
        }),
      ),
    ),
  );
  return Object.assign(seen, { written: modem.written });
};

describe.each([sim800, a7600, quectel])('a $title', (profile) => {
  it.each(Object.entries(READABLE))('that %s is read', (_, spoken) => {
    const { end, values } = asked(profile, spoken);

    expect(end).toBe('completed');
    expect(values.map(({ value }) => value.rssi)).toEqual([20, 20]);
  });

  it.each(Object.entries(UNREADABLE))(
    'that %s is given up, and its words are shown',
    (_, { spoken, said }) => {
      const { end, reason, written } = asked(profile, spoken);

      expect(end).toBe('timeout bring-up');
      expect(reason && explain(reason)).toMatch(new RegExp(`The modem said last: ${said}$`));
      expect(written.length).toBeLessThan(300);
    },
  );
});
