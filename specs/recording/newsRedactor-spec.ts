import fc from 'fast-check';
import { sim800 } from '../../lib';
import { NewsRedactor } from '../../lib/recording/newsRedactor';

const SAID =
  '\r\n+CMTI: "SM",3\r\n\r\n+CMT: ,23\r\n07911326040000F0040B911346610089F6\r\n+CREG: 1\r\n+CDS: 25\r\n0006D60B91\r\n+CUSD: 1,"Menu\r\nOK\r\n1 Balance",15\r\n\r\nOK\r\n+CM';
const SHOWN =
  '\r\n+CMTI: "SM",3\r\n\r\n+CMT: ***\r\n***\r\n+CREG: 1\r\n+CDS: ***\r\n***\r\n+CUSD: ***\r\n\r\nOK\r\n+CM';

const shownOf = (pieces: readonly string[]): string => {
  const redactor = new NewsRedactor(sim800.vocabulary);
  const shown = pieces.flatMap((text, atMs) => redactor.receive({ atMs, text, joined: false }));
  return [...shown, ...redactor.end()].map(({ text }) => text).join('');
};

describe('NewsRedactor', () => {
  it('masks numbers and texts of messages wherever the line is cut, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(SAID.length), { maxLength: 12 }), (cuts) => {
        const places = [0, ...cuts.sort((one, other) => one - other), SAID.length];
        const pieces = places.slice(1).map((to, at) => SAID.slice(places[at], to));

        expect(shownOf(pieces)).toBe(SHOWN);
      }),
    );
  });

  it('holds back only what may become such a header', () => {
    const redactor = new NewsRedactor(sim800.vocabulary);
    const passed = ['+C', 'REG: ', '1\r\n+CMT', 'I: "SM",1\r\n'].map((text, atMs) =>
      redactor.receive({ atMs, text, joined: false }).map((piece) => piece.text),
    );

    expect(passed).toEqual([[], ['+C', 'REG: '], ['1\r\n'], ['+CMT', 'I: "SM",1\r\n']]);
  });
});
