import Core

/// The checkout that the tests were built from.
package enum Repository {
  package static let root = Path.parent(Path.parent(Path.parent(#filePath)))

  package static func path(_ relative: String) -> String { Path.join(root, relative) }
}
