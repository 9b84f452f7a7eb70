import { matches } from '../../../lib/mqtt/link/link';

// MQTT 5 § 4.7.1, and § 4.8.2 for shared subscriptions.
const cases: readonly (readonly [filter: string, topic: string, fits: boolean])[] = [
  ['a/b', 'a/b', true],
  ['a/b', 'a/b/c', false],
  ['a/+/c', 'a/b/c', true],
  ['a/+/c', 'a/b/d', false],
  ['a/+', 'a/b/c', false],
  ['a/+', 'a', false],
  ['a/#', 'a/b/c', true],
  ['a/#', 'a', true],
  ['#', 'a/b', true],
  ['$share/g/a/b', 'a/b', true],
  ['$share/g/a/b', 'a/c', false],
];

it.each(cases)('%s and %s: %s', (filter, topic, fits) => {
  expect(matches(filter, topic)).toBe(fits);
});
