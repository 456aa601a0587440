import CZlib

enum Checksum {
  /// CRC-32 as gzip has it, which is what pages carry.
  static func crc32(_ bytes: RawSpan) -> UInt32 {
    unsafe bytes.withUnsafeBytes { buffer in
      UInt32(
        truncatingIfNeeded: unsafe crc32_z(0, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), buffer.count))
    }
  }
}
