/// The words that a name is made of.
package enum Words {
  /// `customerID`, `customer_id` and `customer id` are all `customer`, `id`.
  package static func of(_ name: String) -> [String] {
    var words: [String] = [""]
    var last: Character = " "
    for character in name {
      if !character.isLetter && !character.isNumber {
        words.append("")
      } else {
        if character.isUppercase && last.isLowercase { words.append("") }
        words[words.count - 1].append(contentsOf: character.lowercased())
      }
      last = character
    }
    return words.filter { !$0.isEmpty }
  }
}
