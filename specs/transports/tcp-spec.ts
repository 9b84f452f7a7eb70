import { tcp } from '../../lib/transports/tcp';

describe('tcp', () => {
  it.each([
    ['host', { host: '', port: 7_000 }],
    ['port', { host: '127.0.0.1', port: 0 }],
    ['port', { host: '127.0.0.1', port: 65_536 }],
    ['port', { host: '127.0.0.1', port: 1.5 }],
  ])('refuses a wrong %s by name', (name, address) => {
    const problems: unknown[] = [];
    tcp(address).subscribe({ error: (error: unknown) => problems.push(error) });

    expect(problems).toMatchObject([{ reason: { kind: 'invalid-argument', name } }]);
  });
});
