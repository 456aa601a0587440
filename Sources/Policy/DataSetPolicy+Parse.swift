import Core
import DataQuality
import Drift
import YAML

extension DataSetPolicy {
  init?(_ name: String, _ reader: YAMLReader) {
    if let problem = Name.problem(with: name) {
      reader.report("'\(name)' cannot name a data set: \(problem)", hint: Name.hint)
    }
    guard let mapping = reader.mapping() else { return nil }
    let source = mapping.required("source")?.string()
    contract = mapping.optional("contract")?.string()
    let reference = mapping.optional("reference")
    self.reference = reference?.string()
    var settings = DataCheckSettings()
    let change = mapping.optional("row_count_change")
    settings.rowCountChange = change?.share()
    let drift = mapping.optional("drift")
    settings.drift = drift.flatMap(Self.drift)
    if let samples = mapping.optional("samples") {
      settings.samples = samples.integer() ?? settings.samples
      if settings.samples < 0 { samples.report("the number of samples cannot be negative") }
    }
    object = mapping.optional("object")?.string()
    var tables: [String: String] = [:]
    for entry in mapping.optional("tables")?.mapping()?.entries ?? [] { tables[entry.name] = entry.value.string() }
    self.tables = tables
    let open = mapping.optional("parameters")?.mapping()?.entries ?? []
    parameters = ContractParameters(Dictionary(open.map { ($0.name, $0.value.node) }) { first, _ in first })
    settings.redacted = Set(mapping.optional("redact")?.strings() ?? [])
    mapping.finish()
    for needy in [change, drift] where reference == nil {
      needy?.report("this needs a reference", hint: "add 'reference:' with a data file or a profile")
    }
    if contract == nil && reference == nil {
      reader.report("there is nothing to check the data against", hint: "add 'contract:' or 'reference:'")
    }
    guard let source else { return nil }
    self.name = name
    self.source = source
    self.settings = settings
  }

  private static func drift(_ reader: YAMLReader) -> DriftLimits? {
    guard let mapping = reader.mapping() else { return nil }
    var limits: [DriftLimits.Limit] = []
    for method in DriftMethod.allCases {
      if let value = mapping.optional(method.name)?.positive() { limits.append(DriftLimits.Limit(method, value)) }
    }
    if limits.isEmpty { reader.report("drift has no limit", hint: "for instance: {psi: 0.2}") }
    var columns: [String: Double] = [:]
    for entry in mapping.optional("columns")?.mapping()?.entries ?? [] { columns[entry.name] = entry.value.positive() }
    let ignore = mapping.optional("ignore")?.strings() ?? []
    mapping.finish()
    return DriftLimits(limits, columns: columns, ignore: ignore)
  }
}

extension YAMLReader {
  /// A number that is at least 0.
  func share() -> Double? {
    guard let value = double() else { return nil }
    if value < 0 { report("a limit cannot be negative") }
    return value
  }

  /// A number above 0.
  func positive() -> Double? {
    guard let value = double() else { return nil }
    if value <= 0 { report("a limit must be above 0") }
    return value
  }
}
