import { validatorOf } from '../../../lib/flows/http/bodyEvents';

const DATE = 'Wed, 21 Oct 2015 07:28:00 GMT';

describe('validatorOf', () => {
  it.each<[Readonly<Record<string, string>>, string | undefined]>([
    [{ etag: '"a"' }, '"a"'],
    [{ etag: '"a"', 'last-modified': DATE }, '"a"'],
    [{ 'last-modified': DATE }, DATE],
    [{ etag: 'W/"a"', 'last-modified': DATE }, DATE],
    [{ etag: 'W/"a"' }, undefined],
    [{}, undefined],
  ])('of %j is %j', (headers, validator) => {
    expect(validatorOf({ status: 200, length: 0, headers })).toBe(validator);
  });
});
