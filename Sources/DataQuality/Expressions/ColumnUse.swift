import Scan

/// What an expression reads of a column.
package struct ColumnUse: Sendable, Equatable {
  package enum Reading: Sendable {
    /// Finite numbers; other cells are invalid.
    case number
    case text
    /// Dates with or without a time; other cells are invalid.
    case moment
    /// `true` and `false`; other cells are invalid.
    case truth
    /// Numbers where cells read as such, and the text.
    case cell
    /// Only which cells are null.
    case nulls
  }

  package let column: String
  package let reading: Reading
  /// Bytes before its first mention in the expression's text.
  let place: Int

  package static func == (a: ColumnUse, b: ColumnUse) -> Bool { a.column == b.column && a.reading == b.reading }

  /// What a source has to hand over of a column of some type.
  ///
  /// - Parameter comparesTexts: whether a cell of it may be compared with a text.
  func needs(_ type: ColumnType, comparesTexts: Bool) -> ColumnNeeds {
    switch reading {
    case .number: type.isNumeric ? .numbers : .text
    case .moment: type.isMoment ? .numbers : .text
    case .cell: comparesTexts ? (type.isNumeric ? [.numbers, .text] : .text) : .numbers
    case .text, .truth: .text
    case .nulls: .nulls
    }
  }

  /// Why no value of a column of the type can be read so; nil where some can.
  func conflict(with type: ColumnType) -> String? {
    let isOfType =
      switch (reading, type) {
      case (_, .untyped), (_, .mixed), (_, .unreadable), (.text, _), (.cell, _), (.nulls, _): true
      case (.number, _): type.isNumeric
      case (.moment, _): type == .date || type == .timestamp || type == .string
      case (.truth, _): type == .boolean || type == .string
      }
    return isOfType ? nil : "is of type \(type), and is used as \(kind.name)"
  }

  /// How to say what was meant.
  var hint: String? { kind.hint }

  var hasNumbers: Bool { reading != .nulls && kind.hasNumbers }
  var hasTexts: Bool { reading != .nulls && kind.hasTexts }

  private var kind: Kind {
    switch reading {
    case .number: .number
    case .text: .text
    case .moment: .moment
    case .truth: .truth
    case .cell, .nulls: .cell
    }
  }
}
