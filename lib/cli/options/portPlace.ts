import { CliError } from '../errors/cliError';

const ROWS: readonly (readonly [form: RegExp, problem: (found: string) => string])[] = [
  [
    /^(?!tcp:)([a-z][a-z\d+.-]*:\/\/)/i,
    (scheme) => `--port does not take ${scheme}; name a device or tcp://HOST:PORT`,
  ],
  [/^(?:tcp|telnet)(?::(?!\/\/)|\/)/i, () => 'this --port is no device; write it like tcp://HOST:PORT'],
  [/^([\w.-]+:\d{1,5})$/, (address) => `--port ${address} is no device; write tcp://${address}`],
];

/**
 * Refuses what is meant as an address and would be opened as a device.
 *
 *     telnet://10.0.0.2    ⇒ usage: --port does not take telnet://; name a device or tcp://HOST:PORT
 *     10.0.0.2:4001        ⇒ usage: --port 10.0.0.2:4001 is no device; write tcp://10.0.0.2:4001
 *
 * No more than a scheme, or host and port, is shown: what follows may hold a password.
 */
export const checkPlace = (port: string): void => {
  for (const [form, problem] of ROWS) {
    const found = form.exec(port);
    if (found) throw new CliError({ kind: 'usage', message: problem(found[1] ?? '') });
  }
};
