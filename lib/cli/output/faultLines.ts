import { faultList } from 'rxmodem/emulator';

const SPELLING = 'A fault is written name:parameter=value,parameter=value; * must be given.';

/** The catalogue of faults as a person reads it, a line each. */
export const faultLines = (): string =>
  [
    ...faultList.flatMap(({ name, does, takes }) => [
      `${name}  ${does}`,
      ...takes.map(({ name: parameter, does: what, takes: value, default: given, isNeeded }) => {
        const otherwise = given === undefined ? '' : ` (${given})`;
        return `    ${parameter}${isNeeded ? '*' : ''}  ${what}: ${value}${otherwise}`;
      }),
    ]),
    SPELLING,
  ].join('\n');
