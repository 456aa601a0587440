extension ContractRule {
  /// What a rule counts, or measures.
  package enum Test: Sendable, Equatable {
    // Cells. Nulls are not checked unless the test is of nulls or the rule says otherwise.

    /// Counts the cells that are null: empty, quoted or not.
    case isNull
    /// Counts the rows that have no such member. A source that does not tell saying null from saying nothing says nothing
    /// where it is CSV, and null where its columns have types.
    case isAbsent
    /// Counts the cells that are of none of JSON's types, where a null that is said is a value like others. A text without a
    /// type, as in CSV, is a number or a truth value where it reads as one, and a string always.
    case isNotOfKind(ValueKinds)
    /// Counts the cells that are not null.
    case isNotNull
    /// Counts the cells that hold one of these texts; an empty text stands for null.
    case isMissing(codes: [String])
    /// Counts the cells that are not of the type, as their source or, where it knows no types, their text has it.
    case isNotOfType(LogicalType)
    /// Counts the cells that are no integers of so much room.
    case isNotOfWidth(IntegerFormat)
    /// Counts the texts that do not read as a value of the type. Unlike `isNotOfType` it accepts strings of a typed source.
    case isNotReadable(as: LogicalType)
    /// Counts the cells that are not among the values.
    case isNotAmong(ValueSet)
    /// Counts the cells that are among the values.
    case isAmong(ValueSet)
    /// Counts the cells in which not any, or not all, of the patterns are found.
    case doesNotMatch([String], Combination)
    /// Counts the cells in which any, or each, of the patterns is found.
    case matches([String], Combination)
    /// Counts the cells of the column's type that lie outside.
    case isOutside(Bound, LogicalType)
    /// Counts the texts that lie outside.
    case textIsOutside(TextBound)
    /// Counts the cells whose number of characters lies outside.
    case lengthIsOutside(Bound)
    /// Counts the cells outside the range. Unlike `isOutside` it counts what is not of the type too.
    case isNotWithin(ValueRange, LogicalType)
    /// Counts the cells outside the range. In a column of moments the bounds are moments; a number is in no range of texts.
    case textIsNotWithin(TextRange)
    /// Counts the cells whose number of characters is outside the range.
    case lengthIsNotWithin(ValueRange)
    /// Counts the numbers that are not a whole multiple.
    case isNotMultiple(of: Double)
    /// Counts the cells that are not of the format.
    case isNotOfFormat(TextFormat)
    /// Counts the cells that are NaN or infinite.
    case isNotFinite
    /// Counts the numbers that lie far from the others.
    case isOutlier(OutlierMethod)
    /// Counts the values that are not in order with the one before them.
    case isOutOfOrder(ValueOrder)
    /// Counts the cells whose value the reference's column never has.
    case isNotInReference

    // Rows.

    /// Counts the rows of which the expression, on the rule's columns, does not hold. What has no answer violates; what is
    /// unknown, since there is a null, is not checked unless the rule says otherwise.
    case violates(RowExpression)
    /// Counts the rows whose values in the columns another row has too.
    case isDuplicate(Occurrences)
    /// Counts the rows that another row equals in every column of the data.
    case isRepeatedRow(Occurrences)
    /// Counts the rows whose values in the columns no row of another table has in its own.
    case isNotFound(in: TableKey)
    /// Counts the rows whose values in the columns some row of another table has too: a row of the training data among
    /// the test data.
    case isFound(in: TableKey)
    /// Counts the rows that share their values in the columns, the last one excepted, with a row whose value in the last
    /// column differs: the same features under different labels.
    case hasConflictingLabel

    // The whole table.

    /// Counts the columns that are missing, too many or, if asked for, in another place.
    case columnsDiffer(ColumnNames)
    /// Counts whether the column is anywhere but at a place among the columns, counted from 0.
    case isNotAtPosition(Int)
    /// Counts the values that the column has, or lacks, against the set.
    case distinctValuesDiffer(SetRelation, ValueSet)
    /// Counts what is wrong with the most common values: whether none of them is among the values, and, unless several
    /// may be equally common, those beyond the first.
    case mostCommonIsNotAmong(ValueSet, allowingTies: Bool)
    /// Counts the categories of the reference's column that the column lacks.
    case lacksCategories
    /// Measures a value, which the limit speaks of.
    case value(Measure)
    /// Measures a value and counts whether it is out of line with its own history.
    case isAnomalous(Measure, HistoryStrategy)
  }

  package enum Combination: String, Sendable, CaseIterable {
    case any
    case all
  }

  /// Which of several equal rows count.
  package enum Occurrences: String, Sendable, CaseIterable {
    /// Each but the first.
    case later
    case all
  }

  package enum SetRelation: String, Sendable, CaseIterable {
    /// The column has each value, and no other.
    case equal
    /// The column has no other value.
    case within
    /// The column has each value.
    case containing
  }
}

extension ContractRule.Test {
  /// Whether it turns on which of two moments comes first, or on how long it is between them.
  var comparesMoments: Bool {
    switch self {
    case .isOutside(_, let type), .isNotWithin(_, let type): type.isMoment
    case .isOutOfOrder(let order): order.type?.isMoment ?? false
    default: measure?.isOfMoments ?? false
    }
  }

  /// The value that it is about.
  package var measure: Measure? {
    switch self {
    case .value(let measure), .isAnomalous(let measure, _): measure
    default: nil
    }
  }
}

/// Values that cells are compared with.
package struct ValueSet: Sendable, Equatable {
  package let texts: [String]
  /// Whether a cell that reads as a number is the same as a text that reads as the same number: `1`, `1.0` and `1e0`. A
  /// column whose source says that it holds numbers is always compared so.
  package let comparesNumbers: Bool

  package init(_ texts: [String], comparesNumbers: Bool = false) {
    self.texts = texts
    self.comparesNumbers = comparesNumbers
  }
}

/// How a column's values follow each other; nulls are passed over.
package struct ValueOrder: Sendable, Equatable {
  package enum Direction: String, Sendable, CaseIterable {
    case increasing
    case decreasing
  }

  package let direction: Direction
  /// Whether two equal values break it.
  package let isStrict: Bool
  /// Numbers and moments are compared as such, and what is none breaks it; all else by the bytes of its text. Nil where the
  /// contract does not say: then two values are compared as numbers if both are some, else by the bytes of their text.
  package let type: LogicalType?

  package init(_ direction: Direction, isStrict: Bool, type: LogicalType?) {
    self.direction = direction
    self.isStrict = isStrict
    self.type = type
  }
}

/// Columns of another table, which the caller opens by its name.
package struct TableKey: Sendable, Equatable {
  package let table: String
  /// As many as the rule's, in the same order.
  package let columns: [String]

  package init(table: String, columns: [String]) {
    self.table = table
    self.columns = columns
  }
}

/// The columns that a table must have.
package struct ColumnNames: Sendable, Equatable {
  package let names: [String]
  /// Whether there may be others beside them.
  package let allowsOthers: Bool
  package let isOrdered: Bool
  package let needed: Needed

  package enum Needed: Sendable {
    case all
    case any
    case none
  }

  package init(_ names: [String], allowsOthers: Bool, isOrdered: Bool, needed: Needed = .all) {
    self.names = names
    self.allowsOthers = allowsOthers
    self.isOrdered = isOrdered
    self.needed = needed
  }
}
