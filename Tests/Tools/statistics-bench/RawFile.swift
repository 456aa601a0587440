import Core
import Glibc

/// Files of bare numbers, little-endian, as numpy's `fromfile` reads them. Reads and writes memory as bytes: a kernel file.
enum RawFile {
  static func doubles(_ path: String) throws(Failure) -> [Double] {
    try read(path, as: Double.self, zero: 0)
  }

  static func flags(_ path: String) throws(Failure) -> [Bool] {
    try read(path, as: UInt8.self, zero: 0).map { $0 == 1 }
  }

  /// Into the array itself: the benchmark asks how much memory the work takes, not the reading.
  private static func read<Element: BitwiseCopyable>(
    _ path: String, as type: Element.Type, zero: Element
  ) throws(Failure) -> [Element] {
    guard let file = unsafe fopen(path, "rb") else { throw Failure.system("cannot read", path) }
    defer { unsafe fclose(file) }
    let count = (Files.size(path) ?? 0) / MemoryLayout<Element>.size
    var elements = [Element](repeating: zero, count: count)
    let read = unsafe elements.withUnsafeMutableBytes { bytes in
      unsafe fread(bytes.baseAddress, MemoryLayout<Element>.size, count, file)
    }
    guard read == count else { throw Failure.system("cannot read", path) }
    return elements
  }

  static func write<Element: BitwiseCopyable>(_ elements: [Element], to path: String) throws(Failure) {
    guard let file = unsafe fopen(path, "wb") else { throw Failure.system("cannot write", path) }
    let written = unsafe elements.withUnsafeBytes { bytes in
      unsafe fwrite(bytes.baseAddress, MemoryLayout<Element>.size, elements.count, file)
    }
    guard unsafe fclose(file) == 0, written == elements.count else { throw Failure.system("cannot write", path) }
  }
}
