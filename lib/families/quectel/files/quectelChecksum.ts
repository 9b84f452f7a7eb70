/**
 * The checksum that Quectel's files are stored and read with: the exclusive or of all 16-bit words, high byte first; an odd last
 * byte is a high one (BG96 FILE manual V1.0 page 19). It is added up chunk by chunk.
 *
 *     abc  →  0x0262        1234567890  →  0x3938
 */
export class QuectelChecksum {
  private sum = 0;
  private isOdd = false;

  get value(): number {
    return this.sum;
  }

  add(bytes: Uint8Array): this {
    for (const byte of bytes) {
      this.sum ^= this.isOdd ? byte : byte << 8;
      this.isOdd = !this.isOdd;
    }
    return this;
  }
}
