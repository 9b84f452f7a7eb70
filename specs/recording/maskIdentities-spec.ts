import { maskIdentities, WholeLines } from '../../lib/recording/maskIdentities';

describe('what identifies a modem', () => {
  it.each([
    ['867564050638581', '000000000000000'],
    ['+CGSN: 867564050638581', '+CGSN: 000000000000000'],
    ['460001234567890', '000000000000000'],
    ['8986011285101234567F', '0000000000000000000F'],
    ['+CCID: "89860112851012345678"', '+CCID: "00000000000000000000"'],
    ['+CNUM: "","+4917012345678",145', '+CNUM: "","+0000000000000",145'],
    ['+SAPBR: 1,1,"10.89.193.1"', '+SAPBR: 1,1,"192.0.2.1"'],
    ['+CGPADDR: 1,2001:db8:85a3::8a2e:370:7334', '+CGPADDR: 1,2001:db8::1'],
  ])('is masked so that the line can still be read: %s', (line, as) => {
    expect(maskIdentities(line)).toBe(as);
  });

  it.each([
    '+SAPBR: 1,3,"0.0.0.0"',
    '+CCLK: "24/05/17,09:30:00+08"',
    '1418B05SIM800L24',
    '+FSMEM: C:(11348480,2201600)',
    '+CSQ: 20,0',
  ])('is not in %s', (line) => {
    expect(maskIdentities(line)).toBe(line);
  });

  it('is masked where it comes in pieces, at the end of its line', () => {
    const lines = new WholeLines();
    const piece = (text: string, atMs: number) => ({ text, atMs, joined: false });
    expect(lines.take([piece('\r\n8675640', 1)])).toEqual([piece('\r\n', 1)]);
    expect(lines.take([piece('50638581\r', 2)])).toEqual([
      { ...piece('000000000000000\r', 2), joined: true },
    ]);
    expect(lines.take([piece('+4917012', 3)])).toEqual([]);
    expect(lines.end()).toEqual([piece('+4917012', 3)]);
  });
});
