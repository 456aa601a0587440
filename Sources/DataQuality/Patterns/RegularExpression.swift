import CPCRE2

/// A compiled PCRE2 pattern: compatible with what contracts are written for, and bounded in what it may cost.
@safe package struct RegularExpression: ~Copyable {
  private let code: OpaquePointer
  private let match: OpaquePointer
  private let context: OpaquePointer
  /// Whether to machine code.
  private let isCompiled: Bool

  /// Backtracking beyond this is given up; PCRE2's own default is ten million.
  private static let matchLimit: UInt32 = 1_000_000

  /// What is wrong with a pattern; nil when it compiles.
  static func problem(with pattern: String) -> String? {
    do throws(Problem) {
      _ = try RegularExpression(pattern)
      return nil
    } catch {
      return error.message
    }
  }

  package struct Problem: Error {
    let message: String
  }

  package init(_ pattern: String) throws(Problem) {
    var error: Int32 = 0
    var offset = 0
    let bytes = Array(pattern.utf8)
    let options = UInt32(PCRE2_UTF) | UInt32(PCRE2_NEVER_BACKSLASH_C)
    let compiled = unsafe bytes.withUnsafeBufferPointer { buffer in
      unsafe pcre2_compile_8(buffer.baseAddress, buffer.count, options, &error, &offset, nil)
    }
    guard let compiled = unsafe compiled else { throw Problem(message: "\(Self.message(error)) at offset \(offset)") }
    // Without a just-in-time compiler for the machine, matching is slower and still right.
    let jit = unsafe pcre2_jit_compile_8(compiled, UInt32(PCRE2_JIT_COMPLETE))
    guard let match = unsafe pcre2_match_data_create_from_pattern_8(compiled, nil),
      let context = unsafe pcre2_match_context_create_8(nil)
    else { throw Problem(message: "out of memory") }
    unsafe pcre2_set_match_limit_8(context, Self.matchLimit)
    isCompiled = jit == 0
    unsafe code = compiled
    unsafe self.match = match
    unsafe self.context = context
  }

  /// Whether a line ends with a line feed and with nothing else, as PCRE2 was built.
  static let endsLinesAsUsual: Bool = {
    var newline: UInt32 = 0
    return unsafe pcre2_config_8(UInt32(PCRE2_CONFIG_NEWLINE), &newline) == 0 && newline == UInt32(PCRE2_NEWLINE_LF)
  }()

  deinit {
    unsafe pcre2_match_context_free_8(context)
    unsafe pcre2_match_data_free_8(match)
    unsafe pcre2_code_free_8(code)
  }

  /// Whether the pattern is found anywhere in a part of some bytes, as JSON Schema has it.
  ///
  /// - Parameter bytes: UTF-8, which scans guarantee.
  /// - Returns: nil where it could not be decided within the limit.
  package func search(_ bytes: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool? {
    let result = unsafe bytes.extracting(range).withUnsafeBufferPointer { buffer in
      // The same without looking first how to match.
      if isCompiled, buffer.count > 0 {
        return unsafe pcre2_jit_match_8(code, buffer.baseAddress, buffer.count, 0, 0, match, context)
      }
      return unsafe pcre2_match_8(
        code, buffer.baseAddress, buffer.count, 0, UInt32(PCRE2_NO_UTF_CHECK), match, context)
    }
    return result >= 0 ? true : result == PCRE2_ERROR_NOMATCH ? false : nil
  }

  private static func message(_ error: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    _ = unsafe buffer.withUnsafeMutableBufferPointer {
      unsafe pcre2_get_error_message_8(error, $0.baseAddress, $0.count)
    }
    return String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
  }
}
