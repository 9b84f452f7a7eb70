import { hasColours } from '../../lib/cli/output/coloursOf';
import { endAll, run, start } from './command';

const ESCAPE = '\u001b[';
const terminal = { isTTY: true, hasColors: () => true };

describe('colours', () => {
  afterAll(() => endAll());

  it.each([
    ['on a terminal', terminal, {}, true],
    ['on a terminal that has none', { isTTY: true, hasColors: () => false }, {}, false],
    ['in a pipe', {}, {}, false],
    ['on a terminal with NO_COLOR', terminal, { NO_COLOR: '1' }, false],
    ['on a terminal with an empty NO_COLOR', terminal, { NO_COLOR: '' }, true],
    ['in a pipe with FORCE_COLOR', {}, { FORCE_COLOR: '1' }, true],
    ['on a terminal with FORCE_COLOR=0', terminal, { FORCE_COLOR: '0' }, false],
    ['with NO_COLOR and FORCE_COLOR', terminal, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
    ['in a file with FORCE_COLOR', undefined, { FORCE_COLOR: '1' }, false],
  ])('%s', (_, stream, env, wanted) => {
    expect(hasColours(stream, env)).toBe(wanted);
  });

  it('are in errors, traces and help where they are forced, and nowhere in pipes or JSON', async () => {
    const forced = { FORCE_COLOR: '1' };
    const [error, trace, help, json, piped] = await Promise.all([
      start(['gte'], forced).ended,
      start(['send', '--trace', 'AT'], forced).ended,
      start(['--help'], forced).ended,
      start(['send', '--json', 'AT+NONSENSE'], forced).ended,
      run('send', '--trace', 'AT+NONSENSE'),
    ]);
    for (const text of [error.stderr, trace.stderr, help.stdout.toString()]) expect(text).toContain(ESCAPE);
    for (const text of [json.stderr, piped.stderr, trace.stdout.toString()])
      expect(text).not.toContain(ESCAPE);
  }, 20_000);

  it('are colours in the examination, too, not shown as control characters', async () => {
    const { stdout } = await start(['doctor', '--port', 'emulator', '--profile', 'a7600'], {
      FORCE_COLOR: '1',
    }).ended;

    expect(stdout.toString()).toContain(ESCAPE);
    expect(stdout.toString()).not.toContain('\\x1b');
  }, 20_000);
});
