import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, run } from '../cli/command';

/** What shells make of the scripts that `rxmodem completion` prints. */

let folder: string;
const scripts: Record<string, string> = {};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rxmodem-completion-'));
  mkdirSync(join(folder, 'work'));
  writeFileSync(join(folder, 'work', 'page one.html'), '');
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, stdout, stderr } = await run('completion', shell);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    scripts[shell] = join(folder, `rxmodem.${shell}`);
    writeFileSync(scripts[shell], stdout);
  }
}, 60_000);
afterAll(() => {
  endAll();
  rmSync(folder, { recursive: true });
});

const shell = (program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): string =>
  execFileSync(program, args, {
    cwd: join(folder, 'work'),
    encoding: 'utf8',
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, TERM: 'dumb', ...env },
  });

/** Words as bash has them in COMP_WORDS, where it takes `:` and `=` for words. */
const bashWords = (line: string): readonly string[] =>
  line.split(' ').flatMap((word) => word.split(/([:=]+)/).filter((part, at) => part !== '' || at === 0));

const inBash = (line: string): readonly string[] => {
  const words = bashWords(line)
    .map((word) => `'${word}'`)
    .join(' ');
  const script = `source ${scripts['bash']}; COMP_WORDS=(${words}); COMP_CWORD=$((\${#COMP_WORDS[@]} - 1)); _rxmodem; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return shell('bash', ['--norc', '-c', script]).split('\n').filter(Boolean);
};

const inFish = (line: string): readonly string[] =>
  shell('fish', ['--no-config', '-c', `source ${scripts['fish']}; complete -C '${line}'`])
    .split('\n')
    .map((row) => row.split('\t')[0] ?? '')
    .filter(Boolean);

/** Types the line in an interactive zsh on a terminal of its own, asks for all that fits, and reads what is listed. */
const ZSH = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -d $1/dump; source $2; cd $1/work"
zpty -w shell "zstyle ':completion:*' list-prompt ''; zstyle ':completion:*' group-name ''; LISTMAX=10000; stty columns 300 rows 900; unsetopt zle_bracketed_paste; bindkey '^X' list-choices; bindkey '^A' complete-word; print READY''NOW"
zpty -r -m shell seen '*READYNOW*'
# Its line editor must be there before anything is typed, and done before more is typed: it drops a list for type-ahead.
sleep 0.4
zpty -w -n shell "$3"$'\\C-X'
sleep 0.8
zpty -w -n shell $'\\C-U'"print ALL''DONE"$'\\n'
zpty -r -m shell seen '*ALLDONE*'
print -r -- "$seen"
zpty -d shell
`;
const inZsh = (line: string): string =>
  shell('zsh', ['-f', '-c', ZSH, 'zsh', folder, scripts['zsh'] ?? '', line]);

describe('completion', () => {
  it('is understood by every shell', () => {
    for (const [program, script] of Object.entries(scripts))
      expect(spawnSync(program, ['-n', script], { encoding: 'utf8' })).toMatchObject({
        status: 0,
        stderr: '',
      });
  });

  it.each([
    ['bash', inBash],
    ['fish', inFish],
  ])('%s completes verbs, options, choices, files and ports', (_, inShell) => {
    expect(inShell('rxmodem ')).toEqual(
      expect.arrayContaining(['get', 'ftp', 'emulate', 'completion', 'help']),
    );
    expect(inShell('rxmodem mon')).toEqual(['monitor']);
    expect([...inShell('rxmodem ftp m')]).toEqual(['mkdir']);
    expect(inShell('rxmodem help exi')).toEqual(['exit-codes']);
    expect([...inShell('rxmodem get --profile ')].sort()).toEqual([
      'a7600',
      'auto',
      'quectel',
      'sim7600',
      'sim800',
    ]);
    expect(inShell('rxmodem get --profile a7')).toEqual(['a7600']);
    expect(inShell('rxmodem completion z')).toEqual(['zsh']);
    expect(inShell('rxmodem get --ready')).toEqual(['--ready-timeout']);
    expect(inShell('rxmodem emulate --apn')).toEqual([]);
    expect(inShell('rxmodem get --port emu')).toEqual(['emulator']);
    expect(inShell('rxmodem get -o pa')).toHaveLength(1);
    expect(inShell('rxmodem ftp put pa')).toHaveLength(1);
    expect(inShell('rxmodem get pa')).toEqual([]);
    expect(inShell('rxmodem get --port tc')).toEqual(['tcp://']);
  });

  it('bash completes behind = and :, where it takes words apart', () => {
    expect(inBash('rxmodem get --profile=sim8')).toEqual(['sim800']);
    expect(inBash('rxmodem get --port replay:pa')).toEqual(['page one.html']);
    expect(inBash('rxmodem get http://a:1/ --port=emu')).toEqual(['emulator']);
    expect(inBash('rxmodem ftp put x ftp://h:1/ --prof')).toEqual(['--profile']);
    expect(inBash('rxmodem ftp put a:b pa')).toEqual([]);
  });

  it('zsh completes verbs, options, choices and files', () => {
    expect(inZsh('rxmodem m')).toContain('onitor');
    expect(inZsh('rxmodem ftp ')).toMatch(/mkdir[^]*rmdir/);
    expect(inZsh('rxmodem get --profile ')).toMatch(/a7600[^]*sim800/);
    expect(inZsh('rxmodem get --port ')).toMatch(/emulator/);
    expect(inZsh('rxmodem get -o ')).toMatch(/page\\? one\.html/);
    expect(inZsh('rxmodem emulate --')).toMatch(/--registration/);
    expect(inZsh('rxmodem emulate --')).not.toMatch(/--apn/);
  });
});
