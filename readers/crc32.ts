/** CRC-32 as zip uses it, piece by piece (zlib.crc32 came with Node 20.15). */

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

export class Crc32 {
  private crc = 0xffffffff;

  add(bytes: Uint8Array): void {
    let crc = this.crc;
    for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] as number)) & 0xff] as number);
    this.crc = crc;
  }

  get value(): number {
    return ~this.crc >>> 0;
  }
}
