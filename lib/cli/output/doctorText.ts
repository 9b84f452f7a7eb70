import {
  type Check,
  type DoctorEvent,
  type ExaminedModem,
  type Habit,
  type PortFound,
  printable,
} from 'rxmodem';
import { coloursOf } from './coloursOf';

/** Width of the names of checks. */
const NAME_CHARS = 11;

const checkText = ({ name, ok, seen, advice }: Check): string => {
  const { green, red, bold } = coloursOf(process.stdout);
  const line = `${ok ? green('ok  ') : red('!!  ')} ${printable(name).padEnd(NAME_CHARS)} ${printable(seen)}`;
  return advice === null ? line : `${line}\n     ${' '.repeat(NAME_CHARS)} ${bold('→')} ${printable(advice)}`;
};

const modemText = ({ manufacturer, model, firmware, baud }: ExaminedModem): string => {
  const named = [manufacturer, model, firmware].filter((one) => one !== null).map(printable);
  return coloursOf(process.stdout).bold(`${named.join(' · ') || 'a modem'} at ${baud} baud`);
};

const habitText = ({ firmware, does }: Habit): string =>
  [
    `${printable(firmware)} does this otherwise than its manual, and no table of this library knows it yet; please report it:`,
    ...does.map((what) => `     ${printable(what)}`),
  ].join('\n');

/** An event of the examination, for people. */
export const doctorText = (event: DoctorEvent): string => {
  switch (event.kind) {
    case 'check':
      return checkText(event);
    case 'modem':
      return modemText(event);
    case 'habit':
      return habitText(event);
  }
};

/** A port that was looked at, for people. */
export const portText = ({ path, isModem, baud, seen }: PortFound, name: string | null): string => {
  const { green, dim } = coloursOf(process.stdout);
  const what = name === null ? '' : ` (${printable(name)})`;
  const found = isModem ? green(`a modem, at ${String(baud)} baud`) : dim(printable(seen));
  return `${printable(path)}${what}: ${found}`;
};
