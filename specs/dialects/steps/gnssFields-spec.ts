import { gnssFields } from '../../../lib/dialects/steps/gnssFields';

const { numberOf, kmhOf, degreesOf, momentOf, fixOf } = gnssFields;

describe('the fields of a position', () => {
  it.each([
    ['0', 0],
    ['-1.5', -1.5],
    ['12.', 12],
    ['007', 7],
    ['', undefined],
    ['1e3', undefined],
    ['.5', undefined],
    [' 1', undefined],
    ['1,5', undefined],
    [undefined, undefined],
  ])('%j is the number %p', (field, value) => {
    expect(numberOf(field)).toBe(value);
  });

  it('have a speed in knots, and give it in km/h', () => {
    expect([kmhOf(1), kmhOf(0), kmhOf(10.5), kmhOf(undefined)]).toEqual([1.852, 0, 19.446, undefined]);
  });

  it.each([
    ['3113.343286', 'N', 90, 31.2223881],
    ['31.222388', 'N', 90, 31.222388],
    ['12121.234064', 'W', 180, -121.3539011],
    ['121.354', 'w', 180, -121.354],
    ['31.222388', 'S', 90, -31.222388],
    ['31.222388', 's', 90, -31.222388],
    ['-31.5', '', 90, -31.5],
    ['0.0', 'S', 90, 0],
    ['90', 'N', 90, 90],
    ['9000.0', 'N', 90, 90],
    ['905', 'N', 90, undefined],
    ['90.1', 'N', 90, undefined],
    ['9000.1', 'N', 90, undefined],
    ['3160.0', 'N', 90, undefined],
    ['3159.9', 'N', 90, 31.9983333],
    ['', 'N', 90, undefined],
    ['31x', 'N', 90, undefined],
  ])('%s,%s within %d are %p degrees', (field, hemisphere, most, degrees) => {
    expect(degreesOf(field, hemisphere, most)).toBe(degrees);
  });

  it.each([
    ['250311', '072809.33', '2011-03-25T07:28:09.330Z'],
    ['250311', '072809', '2011-03-25T07:28:09.000Z'],
    ['250311', '072809.', '2011-03-25T07:28:09.000Z'],
    ['250311', '072809.123456', '2011-03-25T07:28:09.123Z'],
    ['290224', '000000', '2024-02-29T00:00:00.000Z'],
    ['290223', '000000', undefined],
    ['320111', '000000', undefined],
    ['250311', '240000', undefined],
    ['250311', '72809', undefined],
    ['2503111', '072809', undefined],
    ['', '', undefined],
  ])('%s and %s are the moment %s', (date, time, at) => {
    expect(momentOf(date, time)).toBe(at);
  });

  it('make a position of what is known', () => {
    const at = '2011-03-25T07:28:09.000Z';
    expect(fixOf({ latitude: 1, longitude: 2, at, speedKmh: undefined, altitudeMeters: 3 })).toEqual({
      ...{ latitude: 1, longitude: 2, at, altitudeMeters: 3 },
    });
    expect(Object.keys(fixOf({ latitude: 0, longitude: 0, at, speedKmh: undefined }) ?? {})).toEqual([
      ...['latitude', 'longitude', 'at'],
    ]);
  });

  it.each([
    { longitude: 2, at: 'x' },
    { latitude: 1, at: 'x' },
    { latitude: 1, longitude: 2 },
  ])('make none of %j', (fields) => {
    expect(fixOf(fields)).toBeNull();
  });
});
