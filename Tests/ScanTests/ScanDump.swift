import Core
import Glibc

/// The program that reads what it is given in a process of its own, which is built beside the tests.
enum ScanDump {
  static let path: String = {
    var buffer = [CChar](repeating: 0, count: 4096)
    _ = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let tests = String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return Path.join(Path.parent(tests), "scan-dump")
  }()
}
