import Core

/// What lies in a folder: files that may be data, models or manifests, in natural order.
struct FolderSurvey {
  private(set) var tables: [String] = []
  private(set) var artifacts: [String] = []
  private(set) var manifests: [String] = []
  /// Whether there was more than is looked at.
  private(set) var isCut = false

  /// Deeper than this lie caches and packages, not what a release is about.
  private static let maximumDepth = 6
  private static let maximumFiles = 20_000
  static let maximumTables = 50

  private static let artifactEndings: Set<String> = [
    "bst", "cbm", "ckpt", "gguf", "h5", "hdf5", "joblib", "keras", "lgb", "mlmodel", "onnx", "pb", "pickle", "pkl",
    "pmml",
    "pt", "pth", "safetensors", "skops", "tflite", "ubj", "xgb",
  ]

  private static let passedOver: Set<String> = [
    "__pycache__", "env", "fixtures", "node_modules", "site-packages", "testdata", "third_party", "vendor", "venv",
    "virtualenv",
  ]

  private var filesLeft = maximumFiles

  /// Looks through the working directory.
  init() {
    walk("", depth: 0)
    tables.sort(by: NaturalOrder.precedes)
    artifacts.sort(by: NaturalOrder.precedes)
    if tables.count > Self.maximumTables {
      tables.removeLast(tables.count - Self.maximumTables)
      isCut = true
    }
  }

  private mutating func walk(_ folder: String, depth: Int) {
    let names = (try? Files.list(folder.isEmpty ? "." : folder)) ?? []
    // A virtual environment, whatever it is called.
    if names.contains("pyvenv.cfg") { return }
    for name in names where !name.hasPrefix(".") {
      guard filesLeft > 0 else {
        isCut = true
        return
      }
      filesLeft -= 1
      let path = Path.join(folder, name)
      if Files.isDirectory(path) {
        // A link to a folder may lead anywhere, also back here.
        if Self.passedOver.contains(name.lowercased()) || Files.isSymbolicLink(path) { continue }
        if depth < Self.maximumDepth { walk(path, depth: depth + 1) } else { isCut = true }
      } else {
        sort(path)
      }
    }
  }

  private mutating func sort(_ path: String) {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch ending {
    case "csv", "jsonl", "parquet", "tsv": tables.append(path)
    case "yaml", "yml": if Files.size(path) ?? .max < 1 << 18, manifests.count < 200 { manifests.append(path) }
    case _ where Self.artifactEndings.contains(ending): artifacts.append(path)
    default: break
    }
  }
}
