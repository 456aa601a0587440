package import Core

/// What earlier checks of a data set measured.
package enum CheckHistory {
  /// Reads reports (`--report json`) and evidence.
  ///
  /// - Parameter files: the oldest first.
  /// - Returns: what was observed, by the rule's id; what was undefined is left out.
  /// - Throws: `malformedData` for what is neither, and whatever reading throws.
  package static func read(
    _ files: [String], _ read: (String) throws(Failure) -> [UInt8]
  ) throws(Failure) -> [String: [Double]] {
    var history: [String: [Double]] = [:]
    for file in files {
      let json = try JSON(parsing: read(file), file: file)
      let report = json["predicate"]?["modelgate"]?["report"] ?? json
      guard let rules = report["rules"]?.array, report["rows"]?.integer != nil else {
        throw Failure(
          .malformedData, "not a report of a data check", at: Place(file: file),
          hint: "keep what --report json=FILE writes there, or evidence, and nothing else")
      }
      for rule in rules {
        if let id = rule["id"]?.string, let value = rule["observed"]?.number { history[id, default: []].append(value) }
      }
    }
    return history
  }
}
