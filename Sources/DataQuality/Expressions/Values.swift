/// A column of values while an expression runs, or one value that stands for all rows.
///
/// Which of the arrays are filled depends on the kind; they may be longer than there are rows.
struct Values: Sendable {
  /// Of a condition its truth; of other kinds whether there is a value, a null or something invalid.
  var states: [Truth] = []
  /// Of numbers and dates; of cells NaN for those that are no finite numbers.
  var numbers: [Double] = []
  /// Of texts and cells.
  var texts: [TextPlace] = []
  private(set) var isConstant = false

  init() {}

  init(constant state: Truth, number: Double = 0, text: TextPlace = .empty) {
    states = [state]
    numbers = [number]
    texts = [text]
    isConstant = true
  }

  /// What a row's number is combined with to find its value.
  @inline(__always) var mask: Int { isConstant ? 0 : -1 }

  /// Makes room; what was there before stays until it is written over.
  mutating func prepare(_ rows: Int, numbers hasNumbers: Bool, texts hasTexts: Bool, isConstant: Bool) {
    self.isConstant = isConstant
    if states.count < rows { states += repeatElement(.value, count: rows - states.count) }
    if hasNumbers, numbers.count < rows { numbers += repeatElement(0, count: rows - numbers.count) }
    if hasTexts, texts.count < rows { texts += repeatElement(.empty, count: rows - texts.count) }
  }
}

/// Where a text lies: in the chunk, or in bytes that the evaluator made.
struct TextPlace: Sendable, BitwiseCopyable {
  private let start: UInt32
  private let length: UInt32

  static let empty = TextPlace(0..<0, isMade: true)
  private static let made: UInt32 = 1 << 31
  /// The evaluator's bytes may not be more than this.
  static let limit = 1 << 30

  @inline(__always) init(_ range: Range<Int>, isMade: Bool) {
    start = UInt32(truncatingIfNeeded: range.lowerBound) | (isMade ? Self.made : 0)
    length = UInt32(truncatingIfNeeded: range.count)
  }

  @inline(__always) var isMade: Bool { start & Self.made != 0 }
  @inline(__always) var lower: Int { Int(start & (Self.made - 1)) }
  @inline(__always) var count: Int { Int(length) }
  @inline(__always) var range: Range<Int> { lower..<(lower + count) }

  /// A part of it.
  func part(_ range: Range<Int>) -> TextPlace {
    TextPlace((lower + range.lowerBound)..<(lower + range.upperBound), isMade: isMade)
  }
}
