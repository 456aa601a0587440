import Core
import YAML

/// A schema of TFDV, while it is read.
struct TFDVSchema {
  private(set) var rules: [ContractRule] = []
  /// Features that the schema itself excepts from validation.
  let notes = YAMLProblems()
  private let refusals: Refusals
  /// Of the schema, by name, for features that refer to them.
  private var domains: [String: (kind: String, reader: YAMLReader)] = [:]

  init(_ refusals: Refusals) { self.refusals = refusals }

  mutating func read(_ schema: YAMLMapping) {
    for kind in ["string_domain", "int_domain", "float_domain"] {
      for reader in schema.all(kind) {
        if let name = reader.mapping()?.required("name")?.string() { domains[name] = (kind, reader) }
      }
    }
    var names: [String] = []
    for reader in schema.all("feature") {
      guard let feature = reader.mapping(), let name = feature.required("name")?.string() else { continue }
      if names.contains(name) { reader.report("the feature '\(name)' is described twice") }
      names.append(name)
      read(feature, name)
    }
    // A feature that the schema does not know is an anomaly there; one that is missing is so by its presence.
    rules.insert(
      ContractRule(
        kind: "new_column", columns: [],
        test: .columnsDiffer(ColumnNames(names, allowsOthers: false, isOrdered: false, needed: .none))), at: 0)
    if let constraints = schema.optional("dataset_constraints")?.mapping() { readDataset(constraints) }
    schema.refuse(
      ["sparse_feature", "weighted_feature", "default_environment"], of: " of the schema",
      refusals)
    schema.finish(ignoring: ["annotation", "tensor_representation_group", "represent_variable_length_as_ragged"])
  }

  private enum Stage: String, CaseIterable {
    case unknown = "UNKNOWN_STAGE"
    case planned = "PLANNED"
    case alpha = "ALPHA"
    case beta = "BETA"
    case production = "PRODUCTION"
    case deprecated = "DEPRECATED"
    case debug = "DEBUG_ONLY"
    case disabled = "DISABLED"
    case derived = "VALIDATION_DERIVED"
  }

  private enum Kind: String, CaseIterable {
    case unknown = "TYPE_UNKNOWN"
    case bytes = "BYTES"
    case int = "INT"
    case float = "FLOAT"
    case structure = "STRUCT"
  }

  private mutating func read(_ feature: YAMLMapping, _ name: String) {
    let stage = feature.optional("lifecycle_stage")?.oneOf(Stage.self)
    let isDeprecated = feature.optional("deprecated")?.bool() ?? false
    let excepted: [Stage] = [.planned, .alpha, .deprecated, .debug, .disabled]
    if isDeprecated || stage.map(excepted.contains) ?? false {
      let why = isDeprecated ? "deprecated" : stage?.rawValue ?? ""
      notes.report("the feature '\(name)' is not checked: it is \(why)", at: feature.reader.place)
      return
    }
    let type = feature.optional("type")
    let kind = type.map { $0.oneOf(Kind.self) } ?? .unknown
    let isBoolean = feature.optional("bool_domain") != nil
    let constraints = feature.optional("distribution_constraints")?.mapping()
    let mass = constraints?.optional("min_domain_mass")
    constraints?.finish()
    var limit = CountLimit.none
    if let mass, let share = mass.double() {
      if !(0...1).contains(share) { mass.report("expected a share from 0 to 1") }
      if share < 1 { limit = .mostly(share) }
    }
    switch kind {
    case .int where !isBoolean: add("type", name, .isNotOfType(.integer))
    case .float where !isBoolean: add("type", name, .isNotOfType(.number))
    case .bytes: add("type", name, .isNotOfType(.string))
    case .structure: if let type { refusals.refuse(type, "the type STRUCT") }
    default: break
    }
    readPresence(feature, name)
    readShape(feature)
    readDomains(feature, name, kind ?? .unknown, limit)
    if let unique = feature.optional("unique_constraints")?.mapping() {
      if let least = unique.optional("min")?.integer() { addDistinct(name, .greaterOrEqual(Double(least))) }
      if let most = unique.optional("max")?.integer() { addDistinct(name, .lessOrEqual(Double(most))) }
      unique.finish()
    }
    rules += TFDVComparators.rules(feature, name, as: values(feature, kind ?? .unknown), refusals)
    feature.refuse(
      [
        "validation_derived_source", "group_presence", "in_environment",
        "not_in_environment", "histogram_selection", "struct_domain", "natural_language_domain", "image_domain",
        "mid_domain", "url_domain", "time_domain", "time_of_day_domain", "embedding_domain", "value_counts",
        "sequence_metadata",
      ], of: " of a feature", refusals)
    feature.finish(ignoring: ["annotation"])
  }

  private mutating func add(
    _ kind: String, _ name: String, _ test: ContractRule.Test, _ limit: CountLimit = .none, _ wording: String? = nil
  ) {
    var rule = ContractRule(kind: kind, columns: [name], test: test, limit: limit)
    rule.wording = wording
    // Whether it has to be there is for its presence to say.
    rule.whenAbsent = .pass
    rules.append(rule)
  }

  private mutating func addDistinct(_ name: String, _ condition: CountLimit.Condition) {
    add("unique_constraints", name, .value(.distinctCount), CountLimit(condition: condition, unit: .value))
  }

  /// What a feature's values are to its comparators; nil where the schema does not say its type.
  private func values(_ feature: YAMLMapping, _ kind: Kind) -> DriftMeasure.Values? {
    func isCategorical(_ key: String) -> Bool {
      let own = feature.optional(key)
      let shared = feature.optional("domain").flatMap { $0.string() }.flatMap { domains[$0] }
      let domain = own ?? (shared?.kind == key ? shared?.reader : nil)
      return domain?.mapping()?.optional("is_categorical")?.bool() ?? false
    }
    switch kind {
    case .bytes: return .categories
    case .int: return isCategorical("int_domain") || feature.optional("bool_domain") != nil ? .categories : .numbers
    case .float: return isCategorical("float_domain") ? .categories : .numbers
    case .unknown, .structure: return nil
    }
  }

  private mutating func readPresence(_ feature: YAMLMapping, _ name: String) {
    guard let presence = feature.optional("presence")?.mapping() else { return }
    defer { presence.finish() }
    if let reader = presence.optional("min_fraction"), let share = reader.double() {
      if !(0...1).contains(share) { reader.report("expected a share from 0 to 1") }
      if share > 0 {
        add(
          "min_fraction", name, .value(.presentShare), CountLimit(condition: .greaterOrEqual(share), unit: .value))
        rules[rules.count - 1].whenAbsent = .fail
      }
    }
    if let count = presence.optional("min_count")?.integer(), count > 0 {
      // Counts values as what violates being null.
      add(
        "min_count", name, .isNotNull, CountLimit(condition: .greaterOrEqual(Double(count)), unit: .rows), "values")
      rules[rules.count - 1].whenAbsent = .fail
    }
  }

  /// A cell is one value, or none.
  private func readShape(_ feature: YAMLMapping) {
    if let reader = feature.optional("shape"), let shape = reader.mapping() {
      let sizes = shape.all("dim").map { $0.mapping()?.optional("size")?.integer() }
      if sizes.contains(where: { $0 != 1 }) || sizes.count > 1 {
        refusals.refuse(reader, "a shape other than { dim { size: 1 } }")
      }
      shape.finish()
    }
    if let reader = feature.optional("value_count"), let count = reader.mapping() {
      let (least, most) = (count.optional("min")?.integer(), count.optional("max")?.integer())
      if (least ?? 0) > 1 || (most ?? 1) < 1 { refusals.refuse(reader, "a number of values other than one") }
      count.finish()
    }
  }

  private mutating func readDomains(_ feature: YAMLMapping, _ name: String, _ kind: Kind, _ limit: CountLimit) {
    for key in ["string_domain", "int_domain", "float_domain"] {
      if let domain = feature.optional(key) { readDomain(key, domain, name, limit) }
    }
    if let reference = feature.optional("domain"), let text = reference.string() {
      if let domain = domains[text] {
        readDomain(domain.kind, domain.reader, name, limit)
      } else {
        let near = Spelling.nearest(to: text, among: domains.keys.sorted()).map { "did you mean '\($0)'?" }
        reference.report("the schema has no domain '\(text)'", hint: near)
      }
    }
    if let domain = feature.optional("bool_domain")?.mapping() {
      var texts = ["0", "1"]
      if kind == .bytes {
        texts = ["true_value", "false_value"].compactMap { domain.optional($0)?.string() }
        if texts.isEmpty { texts = ["true", "false"] }
      } else {
        domain.refuse(["true_value", "false_value"], of: " of a domain of numbers", refusals)
      }
      add("bool_domain", name, .isNotAmong(ValueSet(texts, comparesNumbers: kind != .bytes)))
      domain.finish(ignoring: ["name"])
    }
  }

  private mutating func readDomain(_ kind: String, _ reader: YAMLReader, _ name: String, _ limit: CountLimit) {
    guard let domain = reader.mapping() else { return }
    defer { domain.finish(ignoring: ["name", "is_categorical"]) }
    if kind == "string_domain" {
      let texts = domain.all("value").compactMap { $0.string() }
      if texts.isEmpty { reader.report("the domain has no values") }
      add(kind, name, .isNotAmong(ValueSet(texts)), limit)
      return
    }
    let (low, high) = (domain.optional("min")?.double(), domain.optional("max")?.double())
    if low != nil || high != nil {
      let type: LogicalType = kind == "int_domain" ? .integer : .number
      add(kind, name, .isNotWithin(ValueRange(lower: low, upper: high), type))
    }
    if kind == "float_domain" {
      // What is not finite is no number here, whether the schema says so or not.
      for key in ["disallow_nan", "disallow_inf"] { _ = domain.optional(key)?.bool() }
      domain.refuse(["is_embedding", "embedding_dim"], refusals)
    }
  }

  private mutating func readDataset(_ constraints: YAMLMapping) {
    for (key, condition) in [
      ("min_examples_count", CountLimit.Condition.greaterOrEqual),
      ("max_examples_count", CountLimit.Condition.lessOrEqual),
    ] {
      guard let count = constraints.optional(key)?.integer() else { continue }
      rules.append(
        ContractRule(
          kind: key, columns: [], test: .value(.rowCount),
          limit: CountLimit(condition: condition(Double(count)), unit: .value)))
    }
    rules += TFDVComparators.rules(ofDataset: constraints)
    constraints.finish()
  }
}
