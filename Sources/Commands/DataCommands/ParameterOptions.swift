import ArgumentParser

/// What a contract leaves open.
struct ParameterOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "The value of a parameter that the contract leaves open, JSON or else a text; may be given again.",
      valueName: "name=value"))
  var parameter: [String] = []
}
