import Glibc

/// The C library's logarithm, the only piece of it that drift needs.
enum Logarithm {
  static func natural(_ value: Double) -> Double { log(value) }
}
