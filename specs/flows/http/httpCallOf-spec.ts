import { a7600, type HttpRequest, json, type Profile, sim800 } from '../../../lib';
import { httpCallOf } from '../../../lib/flows/http/httpCallOf';
import { refused } from '../../helpers/refused';

const url = 'http://example.com/a b#c';
const callOf = (profile: Profile, request: Partial<HttpRequest> = {}) =>
  httpCallOf(profile, { url, ...request });

describe('httpCallOf', () => {
  it('makes a checked call of a request', () => {
    expect(callOf(sim800, { method: 'POST', body: 'ü', redirect: 'follow', serverMs: 5 })).toMatchObject({
      method: 'POST',
      url: 'http://example.com/a%20b',
      headers: { 'Content-Type': 'text/plain; charset=utf-8' },
      content: { length: 2 },
      range: undefined,
      followsRedirects: true,
      proxy: undefined,
      serverMs: 5,
      inputMs: 120_000,
    });
  });

  it('leaves the type that the header fields say', () => {
    const headers = { 'CONTENT-type': 'a/b' };

    expect(callOf(a7600, { method: 'PUT', body: json(1), headers }).headers).toEqual(headers);
  });

  it('says no type of bytes', () => {
    expect(callOf(a7600, { method: 'PUT', body: new Uint8Array(1) }).headers).toEqual({});
  });

  it.each<[Profile, Partial<HttpRequest>, object]>([
    [sim800, { method: 'PUT' }, { kind: 'unsupported', feature: 'HTTP PUT' }],
    [sim800, { tls: { verify: true } }, { kind: 'unsupported', feature: 'verification of HTTPS servers' }],
    [sim800, { tls: { ca: 'ca.pem' } }, { kind: 'unsupported', feature: 'verification of HTTPS servers' }],
    [sim800, { tls: { clientCertificate: 'me.pem' } }, { feature: 'client certificates for HTTPS' }],
    [a7600, { tls: { verify: true } }, { feature: 'verification without a certificate of a CA' }],
    [a7600, { redirect: 'follow' }, { kind: 'unsupported' }],
    [a7600, { proxy: { host: 'a', port: 1 } }, { kind: 'unsupported', feature: 'HTTP proxies' }],
    [a7600, { headers: { 'X-A': 'a\\r\\nX-B: b' } }, { kind: 'invalid-argument', name: 'headers.X-A' }],
    [a7600, { method: 'POST', body: new Uint8Array(153_601) }, { kind: 'invalid-argument', name: 'body' }],
    [sim800, { method: 'POST', body: new Uint8Array(319_489) }, { kind: 'invalid-argument', name: 'body' }],
    [sim800, { body: 'x' }, { kind: 'invalid-argument', name: 'body', problem: 'a GET request has none' }],
    [sim800, { url: 'ftp://example.com/' }, { kind: 'invalid-argument', name: 'url' }],
  ])('refuses what can not be done (%#)', (profile, request, reason) => {
    expect(refused(() => callOf(profile, request))).toMatchObject(reason);
  });

  it('takes a verification that the family can do', () => {
    expect(callOf(a7600, { tls: { verify: true, ca: 'ca.pem' } }).tls).toEqual({
      verify: true,
      ca: 'ca.pem',
    });
  });

  it('waits for the result for as long as the server may take', () => {
    expect(callOf(sim800).resultMs).toBe(125_000);
    expect(callOf(sim800, { serverMs: 30_000 }).resultMs).toBe(125_000);
    expect(callOf(sim800, { serverMs: 120_000 }).resultMs).toBe(245_000);
    expect(callOf(sim800, { serverMs: 9_999_999 }).resultMs).toBe(1_005_000);
    expect(callOf(sim800, { serverMs: 120_000, resultMs: 7 }).resultMs).toBe(7);
  });
});
