/// What the outcome of a rule rests on beside the rows themselves.
struct CheckContext {
  let rows: Int
  /// Of the table, in its order.
  let columns: [String]
  /// That may be used.
  let threads: Int
  /// How many violating rows are kept for each rule.
  let samples: Int
  let reference: DataProfile?
  /// Seconds since 1970-01-01T00:00:00Z.
  let now: Double?
  /// Of other tables, by name.
  let otherRows: [String: Int]
  /// What columns are compared with.
  let compared: ComparedColumns
}
