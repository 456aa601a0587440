import Core

extension String {
  /// The text, printable and no longer than so many characters: enough for people, and no report grows with a name.
  package func cut(to length: Int) -> String {
    // Printing makes text longer and never shorter, so what follows here would be cut off anyway.
    let text = String(UnicodeScalarView(unicodeScalars.prefix(length + 1))).printable
    let scalars = text.unicodeScalars
    return scalars.count > length ? String(UnicodeScalarView(scalars.prefix(length - 1))) + "…" : text
  }

  /// The same for text that tells things apart: two long ones that begin alike stay two.
  func identifier(to length: Int) -> String {
    let short = cut(to: length)
    return short.hasSuffix("…") ? "\(short)\(ContentDigest(of: self).hex.prefix(8))" : short
  }
}
