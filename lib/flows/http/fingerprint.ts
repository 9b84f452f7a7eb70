// Looked up once, not once a byte.
const { imul } = Math;

/**
 * A fingerprint of bytes that come piece by piece: two running 32-bit sums, mixed apart. It tells whether what came a second
 * time is what had come before; it is no protection against forgery.
 */
export class Fingerprint {
  constructor(
    private first = 0xdeadbeef,
    private second = 0x41c6ce57,
  ) {}

  /** Both sums, of which another one like it can be made. */
  get sums(): readonly [first: number, second: number] {
    return [this.first, this.second];
  }

  add(bytes: Uint8Array): void {
    let { first, second } = this;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] as number;
      first = imul(first ^ byte, 2_654_435_761);
      second = imul(second ^ byte, 1_597_334_677);
    }
    this.first = first;
    this.second = second;
  }

  equals(other: Fingerprint): boolean {
    return this.first === other.first && this.second === other.second;
  }
}
