import Core
import YAML

extension ContractBuilder {
  /// Reads an element of `slaProperties`: what it says of the data's age is checked, what it promises of the service that
  /// delivers them (availability, time to repair…) is not about the data.
  ///
  /// - Parameters:
  ///   - object: the object that is read.
  ///   - element: `slaDefaultElement`.
  mutating func readServiceLevel(_ reader: YAMLReader, of object: String, default element: String?) {
    guard let level = reader.mapping(), let property = level.required("property"), let name = property.string() else {
      return
    }
    let value = level.required("value")
    let unit = level.optional("unit")
    let named = level.optional("element")?.string()
    let description = level.optional("description")?.string()
    level.finish(ignoring: ["id", "valueExt", "driver", "scheduler", "schedule", "customProperties"])
    let measure: (LogicalType) -> Measure
    switch name.lowercased() {
    case "latency", "ly", "freshness": measure = Measure.age
    case "frequency", "fy": measure = Measure.largestGap
    case "retention", "re": measure = Measure.reach
    case let word where Self.promises.contains(word): return
    default: return refuse(property, "the service level '\(name)'")
    }
    guard let elements = named ?? element else { return refuse(property, "the service level '\(name)' of no element") }
    guard let value, let length = length(value, unit) else { return }
    for element in elements.split(separator: ",") {
      let path = element.split(whereSeparator: { $0 == "." || $0 == " " }).map(String.init)
      // What is said of another object is for the check of that one.
      if path.count == 2, path[0] != object { continue }
      guard let column = path.last.map({ columnNames[$0] ?? $0 }), path.count <= 2,
        let type = columns.first(where: { $0.name == column })?.type, type.isMoment
      else {
        reader.report(
          "'\(element)' is no date, timestamp or time column of the contract", hint: "name one as object.property")
        continue
      }
      if case .region(let zone)? = type.pattern?.zone {
        refuse(property, "the service level '\(name)' of moments in the default time zone '\(zone)'")
        continue
      }
      add(
        name, [column], .value(measure(type)), limit: CountLimit(condition: .lessOrEqual(length), unit: .value),
        description: description)
    }
  }

  private static let promises: Set<String> = [
    "availability", "av", "throughput", "th", "errorrate", "er", "generalavailability", "ga", "endofsupport", "es",
    "endoflife", "el", "timetodetect", "td", "timetonotify", "tn", "timetorepair", "tr", "timeofavailability", "ta",
  ]

  /// A length of time in seconds.
  private func length(_ value: YAMLReader, _ unit: YAMLReader?) -> Double? {
    guard let unit, let name = unit.string() else {
      return value.duration().map { Double($0.seconds) }
    }
    guard let number = value.double() else { return nil }
    guard let seconds = Self.units[name.lowercased()] else {
      unit.report("there is no unit '\(name)'", hint: "use s, m, h, d, w or y")
      return nil
    }
    return number * seconds
  }

  /// A year is that of the Gregorian calendar on average, a month a twelfth of it.
  private static let units: [String: Double] = {
    let names: [(Double, [String])] = [
      (1, ["s", "sec", "second", "seconds"]), (60, ["m", "min", "minute", "minutes"]),
      (3600, ["h", "hr", "hour", "hours"]), (86_400, ["d", "day", "days"]), (604_800, ["w", "wk", "week", "weeks"]),
      (2_629_746, ["mo", "month", "months"]), (31_556_952, ["y", "yr", "year", "years"]),
    ]
    return Dictionary(names.flatMap { scale, words in words.map { ($0, scale) } }) { first, _ in first }
  }()
}
