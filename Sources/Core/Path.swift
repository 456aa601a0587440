/// Paths as text: `/`-separated, never resolved against the file system.
package enum Path {
  /// Everything before the last `/`; empty when there is none.
  package static func parent(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Everything after the last `/`.
  package static func name(_ path: String) -> String {
    String(path.split(separator: "/").last ?? "")
  }

  /// The name without its last extension: `churn` of `data/churn.csv`.
  package static func stem(_ path: String) -> String {
    let name = name(path)
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// `path` seen from `directory`: itself when it is absolute, `-` (standard input) or `directory` is empty.
  package static func join(_ directory: String, _ path: String) -> String {
    if path.hasPrefix("/") || path == "-" || directory.isEmpty || directory == "." { return path }
    return directory.hasSuffix("/") ? directory + path : "\(directory)/\(path)"
  }

  /// The path without `.` and `..`, as far as these can be resolved in the text.
  package static func normalised(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
