import Core

/// What records are called in a store: their numbers, in digits that sort.
enum RecordName {
  static func of(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
  }

  /// - Parameter names: sorted.
  /// - Throws: `fail` at the first one that is not its own number's: a record is missing, or something was added.
  static func check(_ names: [String], place: (String) -> Place) throws(Failure) {
    for (index, name) in names.enumerated() where name != of(index + 1) {
      throw Failure(
        .fail, "the ledger was altered: record \(index + 1) is missing, or this file does not belong",
        at: place(name), hint: "restore the ledger from a copy; nothing in it is ever renamed")
    }
  }
}
