import Core

extension String {
  /// The text, printable and no longer than so many characters: enough for people, and no report grows with a name.
  func cut(to length: Int) -> String {
    let text = printable
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: length - 1, limitedBy: scalars.endIndex),
      end != scalars.endIndex, scalars.index(after: end) != scalars.endIndex
    else { return text }
    return text[..<end] + "…"
  }

  /// The same for text that tells things apart: two long ones that begin alike stay two.
  func identifier(to length: Int) -> String {
    let short = cut(to: length)
    return short == printable ? short : "\(short)\(ContentDigest(of: self).hex.prefix(8))"
  }
}
