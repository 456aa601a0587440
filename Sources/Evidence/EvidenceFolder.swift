package import Core

/// Where and when a file was written: what no digest covers, kept in a file of its own beside it.
package struct EvidenceEnvironment: Sendable, Equatable {
  /// The digest of the file it stands beside; a file that no longer has it was altered.
  package var content: ContentDigest
  package var time: Timestamp
  package var host: String
  /// The executable and its version.
  package var tool: String

  package init(content: ContentDigest, time: Timestamp, host: String, tool: String) {
    self.content = content
    self.time = time
    self.host = host
    self.tool = tool
  }

  var json: JSON {
    ["environment": ["content": .text(content), "time": .text(time), "host": .string(host), "tool": .string(tool)]]
  }

  init?(_ json: JSON) {
    guard let object = json["environment"],
      let content = object["content"]?.string.flatMap({ ContentDigest($0) }),
      let time = object["time"]?.string.flatMap({ Timestamp($0) })
    else { return nil }
    self.init(
      content: content, time: time, host: object["host"]?.string ?? "", tool: object["tool"]?.string ?? "")
  }
}

/// The directory (`.modelgate` unless told otherwise) in which steps leave their findings for those that follow.
///
/// `data/NAME.json` and `comparison.json` hold evidence, `decision/STAGE.json` decisions, `plan/STAGE.json` plans,
/// `approvals/` approvals; each has a `….environment.json` beside it.
package struct EvidenceFolder: Sendable {
  package let path: String

  package init(path: String) { self.path = path }

  /// A file as it was found: its bytes, and its environment when that is there and readable.
  package struct Document: Sendable {
    package let file: String
    package let bytes: [UInt8]
    package let environment: EvidenceEnvironment?

    package init(file: String, bytes: [UInt8], environment: EvidenceEnvironment?) {
      self.file = file
      self.bytes = bytes
      self.environment = environment
    }

    package var digest: ContentDigest { ContentDigest(of: bytes) }
    /// Whether the file still is what was written; true when nothing says what that was.
    package var isIntact: Bool { environment.map { $0.content == digest } ?? true }
  }

  /// The file of a step, decision or plan. Names come validated from the policy.
  package func file(_ name: String) -> String { Path.join(path, "\(name).json") }

  package func exists(_ name: String) -> Bool { Files.exists(file(name)) }

  /// - Throws: `missingInput` or `inputOutput` from the file itself; an unreadable environment counts as absent.
  package func read(_ name: String) throws(Failure) -> Document { try Self.read(file: file(name)) }

  package static func read(file: String) throws(Failure) -> Document {
    let bytes = try Files.read(file)
    let environment = try? JSON(parsing: Files.read(environmentFile(of: file)), file: file)
    return Document(file: file, bytes: bytes, environment: environment.flatMap(EvidenceEnvironment.init))
  }

  /// Writes a document and its environment, each whole or not at all; the document comes last, so that one which is
  /// there always has its environment.
  @discardableResult
  package func write(
    _ name: String, _ bytes: [UInt8], time: Timestamp, host: String, tool: String
  ) throws(Failure) -> Document {
    let file = file(name)
    let environment = EvidenceEnvironment(content: ContentDigest(of: bytes), time: time, host: host, tool: tool)
    try Files.replace(Self.environmentFile(of: file), with: environment.json.pretty)
    try Files.replace(file, with: bytes)
    return Document(file: file, bytes: bytes, environment: environment)
  }

  /// Every document in the folder and in the folders in it.
  package func documents() throws(Failure) -> [Document] {
    var found: [Document] = []
    for directory in [path] + (try Files.list(path).map { Path.join(path, $0) }.filter(Files.isDirectory)) {
      for name in try Files.list(directory) where name.hasSuffix(".json") && !name.hasSuffix(Self.suffix) {
        let file = Path.join(directory, name)
        if Files.exists(Self.environmentFile(of: file)) { found.append(try Self.read(file: file)) }
      }
    }
    return found
  }

  private static let suffix = ".environment.json"

  private static func environmentFile(of file: String) -> String { "\(file.dropLast(".json".count))\(suffix)" }
}
