import { emulatorPart } from '../modem/emulatorPart';

const SPELLING = 'A fault is written name:parameter=value,parameter=value; a parameter with * is required.';

/** The catalogue of faults for people, one fault a line. */
export const faultLines = (): string =>
  [
    ...emulatorPart().faultList.flatMap(({ name, does, takes }) => [
      `${name}  ${does}`,
      ...takes.map(({ name: parameter, does: what, takes: value, default: given, isNeeded }) => {
        const otherwise = given === undefined ? '' : ` (${given})`;
        return `    ${parameter}${isNeeded ? '*' : ''}  ${what}: ${value}${otherwise}`;
      }),
    ]),
    SPELLING,
  ].join('\n');
