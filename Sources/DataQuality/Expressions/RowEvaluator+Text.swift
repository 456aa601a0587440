import Core
import Scan

extension RowEvaluator {
  /// Kernels on texts, row by row; null and invalid spread, invalid before null.
  mutating func texts(_ kernel: Kernel, _ arguments: [Values], _ bytes: borrowing Span<UInt8>) -> Values {
    let kind: Kind =
      switch kernel {
      case .length, .read: .number
      case .text, .matches: .truth
      default: .text
      }
    var result = take(kind, isConstant: arguments.allSatisfy(\.isConstant))
    let a = arguments[0]
    let b = arguments.count > 1 ? arguments[1] : Values(constant: .value)
    let c = arguments.count > 2 ? arguments[2] : Values(constant: .value, number: .infinity)
    for row in 0..<(result.isConstant ? 1 : rows) {
      let (x, y, z) = (row & a.mask, row & b.mask, row & c.mask)
      let state = max(a.states[x], b.states[y], c.states[z])
      result.states[row] = state
      guard state == .value else { continue }
      let text = a.texts.isEmpty ? TextPlace.empty : a.texts[x]
      switch kernel {
      case .length: result.numbers[row] = Double(scalars(text, bytes))
      case .read(let wanted):
        let value =
          text.isMade
          ? KindCheck.read(made.span, text.range, as: wanted) : KindCheck.read(bytes, text.range, as: wanted)
        result.numbers[row] = value ?? 0
        if value == nil { result.states[row] = .invalid }
      case .text(let search): result.states[row] = Truth(holds(search, text, b.texts[y], bytes))
      case .matches(let index):
        let found =
          text.isMade
          ? patterns[index]?.find(in: made.span, text.range) : patterns[index]?.find(in: bytes, text.range)
        result.states[row] = found ?? .invalid
      default:
        let made =
          switch kernel {
          case .trim: trimmed(text, bytes)
          case .substring: part(text, from: b.numbers[y], count: c.numbers[z], bytes)
          case .join: make { $0.append(text, bytes) && $0.append(b.texts[y], bytes) }
          case .changeCase(let toUpper): cased(text, toUpper: toUpper, bytes)
          case .writeNumber: make { $0.append(JSON.ecmaScript(a.numbers[x])) }
          default: TextPlace?.none
          }
        result.texts[row] = made ?? .empty
        if made == nil { result.states[row] = .invalid }
      }
    }
    return result
  }

  /// All that are not null, one after another.
  mutating func concat(_ arguments: [Values], _ bytes: borrowing Span<UInt8>) -> Values {
    var result = take(.text, isConstant: arguments.allSatisfy(\.isConstant))
    for row in 0..<(result.isConstant ? 1 : rows) {
      let start = made.count
      var isWhole = true
      for values in arguments {
        let index = row & values.mask
        switch values.states[index] {
        case .null: continue
        case .value: isWhole = append(values.texts[index], bytes) && isWhole
        default: isWhole = false
        }
      }
      result.states[row] = isWhole ? .value : .invalid
      result.texts[row] = TextPlace(start..<made.count, isMade: true)
    }
    return result
  }

  // MARK: Making texts

  /// - Returns: nil when there is no room for more.
  @inline(__always)
  private mutating func make(_ write: (inout RowEvaluator) -> Bool) -> TextPlace? {
    let start = made.count
    return write(&self) ? TextPlace(start..<made.count, isMade: true) : nil
  }

  @inline(__always)
  private mutating func append(_ text: TextPlace, _ bytes: borrowing Span<UInt8>) -> Bool {
    guard made.count + text.count <= TextPlace.limit else { return false }
    for index in 0..<text.count { made.append(byte(text, index, bytes)) }
    return true
  }

  private mutating func append(_ text: String) -> Bool {
    guard made.count + text.utf8.count <= TextPlace.limit else { return false }
    made += text.utf8
    return true
  }

  private mutating func cased(_ text: TextPlace, toUpper: Bool, _ bytes: borrowing Span<UInt8>) -> TextPlace? {
    let (start, last) = toUpper ? (UInt8(ascii: "a"), UInt8(ascii: "z")) : (UInt8(ascii: "A"), UInt8(ascii: "Z"))
    let place = make { $0.append(text, bytes) }
    guard let place else { return nil }
    for index in place.range {
      let byte = made[index]
      if byte >= 0x80 {
        let whole = String(decoding: made[place.range], as: UTF8.self)
        return make { $0.append(toUpper ? whole.uppercased() : whole.lowercased()) }
      }
      if byte >= start, byte <= last { made[index] ^= 0x20 }
    }
    return place
  }

  // MARK: Parts

  private func scalars(_ text: TextPlace, _ bytes: borrowing Span<UInt8>) -> Int {
    text.isMade ? Word.scalars(made.span, text.range) : Word.scalars(bytes, text.range)
  }

  /// Without the spaces at both ends.
  private func trimmed(_ text: TextPlace, _ bytes: borrowing Span<UInt8>) -> TextPlace {
    var (low, high) = (0, text.count)
    while low < high, byte(text, low, bytes) == UInt8(ascii: " ") { low += 1 }
    while low < high, byte(text, high - 1, bytes) == UInt8(ascii: " ") { high -= 1 }
    return text.part(low..<high)
  }

  /// The Unicode scalars of which the first is number 1, from one on; those before the first count too, as SQL has it.
  private func part(
    _ text: TextPlace, from: Double, count: Double, _ bytes: borrowing Span<UInt8>
  ) -> TextPlace? {
    guard from == from.rounded(), count == count.rounded(), count >= 0 else { return nil }
    var number = 1.0
    var (low, high) = (text.count, text.count)
    var index = 0
    while index < text.count {
      if number >= from, low == text.count { low = index }
      if number >= from + count {
        high = index
        break
      }
      index = next(text, index, bytes)
      number += 1
    }
    return text.part(min(low, high)..<high)
  }

  /// Where the scalar after one begins.
  @inline(__always)
  private func next(_ text: TextPlace, _ index: Int, _ bytes: borrowing Span<UInt8>) -> Int {
    var index = index + 1
    while index < text.count, byte(text, index, bytes) & 0xC0 == 0x80 { index += 1 }
    return index
  }

  // MARK: Searching

  private func holds(
    _ search: Kernel.TextSearch, _ text: TextPlace, _ part: TextPlace, _ bytes: borrowing Span<UInt8>
  ) -> Bool {
    if case .like = search { return isLike(text, part, bytes) }
    let last = text.count - part.count
    guard last >= 0 else { return false }
    switch search {
    case .start: return stands(part, in: text, at: 0, bytes)
    case .end: return stands(part, in: text, at: last, bytes)
    default: return (0...last).contains { stands(part, in: text, at: $0, bytes) }
    }
  }

  private func stands(
    _ part: TextPlace, in text: TextPlace, at start: Int, _ bytes: borrowing Span<UInt8>
  ) -> Bool {
    for index in 0..<part.count where byte(part, index, bytes) != byte(text, start + index, bytes) { return false }
    return true
  }

  /// Whether a text is as a pattern, in which `%` stands for anything and `_` for one scalar. Only the last `%` is gone
  /// back to: what the ones before it take may as well be as short as can be.
  private func isLike(_ text: TextPlace, _ pattern: TextPlace, _ bytes: borrowing Span<UInt8>) -> Bool {
    var (index, place) = (0, 0)
    var anything: (place: Int, index: Int)?
    while index < text.count {
      let wanted = place < pattern.count ? byte(pattern, place, bytes) : nil
      if wanted == UInt8(ascii: "%") {
        place += 1
        anything = (place, index)
      } else if wanted == UInt8(ascii: "_") {
        index = next(text, index, bytes)
        place += 1
      } else if wanted == byte(text, index, bytes) {
        index += 1
        place += 1
      } else if let again = anything {
        index = next(text, again.index, bytes)
        place = again.place
        anything = (place, index)
      } else {
        return false
      }
    }
    while place < pattern.count, byte(pattern, place, bytes) == UInt8(ascii: "%") { place += 1 }
    return place == pattern.count
  }
}
