import Scan

extension RowEvaluator {
  /// Compares values of one kind; null and invalid spread, invalid before null.
  mutating func compare(
    _ comparison: Kernel.Comparison, _ kind: Kind, _ a: Values, _ b: Values, _ bytes: borrowing Span<UInt8>
  ) -> Values {
    switch comparison {
    case .equal: compare(kind, a, b, bytes) { $0 == $1 }
    case .notEqual: compare(kind, a, b, bytes) { $0 != $1 }
    case .less: compare(kind, a, b, bytes) { $0 < $1 }
    case .lessOrEqual: compare(kind, a, b, bytes) { $0 <= $1 }
    case .greater: compare(kind, a, b, bytes) { $0 > $1 }
    case .greaterOrEqual: compare(kind, a, b, bytes) { $0 >= $1 }
    }
  }

  @inline(__always)
  private mutating func compare(
    _ kind: Kind, _ a: Values, _ b: Values, _ bytes: borrowing Span<UInt8>, _ holds: (Double, Double) -> Bool
  ) -> Values {
    var result = take(.truth, isConstant: a.isConstant && b.isConstant)
    let count = result.isConstant ? 1 : rows
    let (aMask, bMask) = (a.mask, b.mask)
    switch kind {
    case .number, .moment:
      for row in 0..<count {
        let (x, y) = (row & aMask, row & bMask)
        let state = max(a.states[x], b.states[y])
        result.states[row] = state == .value ? Truth(holds(a.numbers[x], b.numbers[y])) : state
      }
    case .truth:
      for row in 0..<count {
        let (x, y) = (a.states[row & aMask], b.states[row & bMask])
        let gap = max(x.gap, y.gap)
        result.states[row] = gap == .value ? Truth(holds(Double(x.code), Double(y.code))) : gap
      }
    case .text, .cell, .null:
      for row in 0..<count {
        let (x, y) = (row & aMask, row & bMask)
        let state = max(a.states[x], b.states[y])
        if state != .value {
          result.states[row] = state
        } else if kind == .cell, !a.numbers[x].isNaN, !b.numbers[y].isNaN {
          result.states[row] = Truth(holds(a.numbers[x], b.numbers[y]))
        } else {
          result.states[row] = Truth(holds(order(a.texts[x], b.texts[y], bytes), 0))
        }
      }
    }
    return result
  }

  /// −1, 0 or 1: by bytes, whose order is that of Unicode scalars.
  private func order(_ a: TextPlace, _ b: TextPlace, _ bytes: borrowing Span<UInt8>) -> Double {
    for index in 0..<min(a.count, b.count) {
      let (x, y) = (byte(a, index, bytes), byte(b, index, bytes))
      if x != y { return x < y ? -1 : 1 }
    }
    return a.count == b.count ? 0 : a.count < b.count ? -1 : 1
  }

  @inline(__always)
  func byte(_ text: TextPlace, _ index: Int, _ bytes: borrowing Span<UInt8>) -> UInt8 {
    text.isMade ? made[text.lower + index] : bytes[text.lower + index]
  }
}

extension Truth {
  /// Of a condition whether it is one of true and false, as other values have it.
  fileprivate var gap: Truth { self == .true ? .value : self }
}
