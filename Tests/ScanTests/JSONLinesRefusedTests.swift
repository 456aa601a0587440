import Scan
import Testing

@Suite("JSON Lines that are not as RFC 8259 has them are refused, with their place")
struct JSONLinesRefusedTests {
  @Test("structure", arguments: structure)
  func refuseStructure(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let structure: [JSONLinesCase] = [
    .refuses("an array is no row", "[1,2]\n", "1:1", "expected an object"),
    .refuses("a string is no row", "\"a\"", "1:1", "expected an object"),
    .refuses("a number is no row", "{}\n1\n", "2:1", "expected an object"),
    .refuses("null is no row", "  null", "1:3", "expected an object"),
    .refuses("a CSV header is no row", "id,amount\n1,2\n", "1:1", "expected an object"),
    .refuses("a stray closing bracket", "}\n", "1:1", "expected an object"),
    .refuses("two objects on a line", "{} {}\n", "1:4", "text after the object"),
    .refuses("objects as a list", "{},\n{}\n", "1:3", "text after the object"),
    .refuses("a bracket too many", "{\"a\":1}}", "1:8", "text after the object"),
    .refuses("a comment after a row", "{} // x", "1:4", "text after the object"),
    .refuses("an object over several lines", "{\n\"a\":1\n}\n", "1:2", "the line ends within an object"),
    .refuses("a line end after a comma", "{\"a\":1,\n\"b\":2}", "1:8", "the line ends within an object"),
    .refuses("a line end after a colon", "{\"a\":\n1}", "1:6", "the line ends within an object"),
    .refuses("a line end in an array", "{\"a\":[1,\n2]}", "1:9", "the line ends within an object"),
    .refuses("a line end after a minus sign", "{\"a\":-\n1}", "1:7", "the line ends within an object"),
    .refuses("an object that the file does not close", "{\"a\":1", "1:7", "the file ends within an object"),
    .refuses("an array that the file does not close", "{\"a\":[1", "1:8", "the file ends within an object"),
    .refuses("a comma after the last member", "{\"a\":1,}", "1:7", "a comma after the last value"),
    .refuses("a comma after the last member, with space", "{\"a\":1 , }", "1:8", "a comma after the last value"),
    .refuses("a comma after the last element", "{\"a\":[1,]}", "1:8", "a comma after the last value"),
    .refuses("a comma after the last member within", "{\"a\":{\"b\":1,}}", "1:12", "a comma after the last value"),
    .refuses("a comma in place of a member", "{,}", "1:2", "expected a key"),
    .refuses("a comma before the first member", "{,\"a\":1}", "1:2", "expected a key"),
    .refuses("two commas between members", "{\"a\":1,,\"b\":2}", "1:8", "expected a key"),
    .refuses("two commas between elements", "{\"a\":[1,,2]}", "1:9", "expected a value"),
    .refuses("a comma in place of an element", "{\"a\":[,]}", "1:7", "expected a value"),
    .refuses("no comma between members", "{\"a\":1 \"b\":2}", "1:8", "expected a comma or }"),
    .refuses("no comma between elements", "{\"a\":[1 2]}", "1:9", "expected a comma or ]"),
    .refuses("no comma between strings", #"{"a":["x" "y"]}"#, "1:11", "expected a comma or ]"),
    .refuses("a semicolon between members", "{\"a\":1;\"b\":2}", "1:7", "expected a comma or }"),
    .refuses("an object closed as an array", "{\"a\":1]", "1:7", "expected a comma or }"),
    .refuses("an array closed as an object", "{\"a\":[1}}", "1:8", "expected a comma or ]"),
    .refuses("an empty array closed as an object", "{\"a\":[}}", "1:7", "expected a value"),
    .refuses("an empty object closed as an array", "{\"a\":{]}", "1:7", "expected a key"),
    .refuses("a colon in an array", "{\"a\":[\"b\":1]}", "1:10", "expected a comma or ]"),
    .refuses("no colon", "{\"a\" 1}", "1:6", "expected a colon"),
    .refuses("a comma for a colon", "{\"a\",1}", "1:5", "expected a colon"),
    .refuses("an equals sign for a colon", "{\"a\"=1}", "1:5", "expected a colon"),
    .refuses("two colons", "{\"a\"::1}", "1:6", "expected a value"),
    .refuses("a key without a value", "{\"a\":}", "1:6", "expected a value"),
    .refuses("a key alone", "{\"a\"}", "1:5", "expected a colon"),
    .refuses("a value without a key", "{:1}", "1:2", "expected a key"),
    .refuses("no colon within", "{\"a\":{\"b\" 1}}", "1:11", "expected a colon"),
    .refuses("a key without quotes", "{a:1}", "1:2", "expected a key"),
    .refuses("a key in single quotes", "{'a':1}", "1:2", "expected a key"),
    .refuses("a number for a key", "{1:1}", "1:2", "expected a key"),
    .refuses(
      "a key written as its text is, with the quote in it", #"{"a\"":1}"# + "\n" + #"{"a"":1}      "#, "2:5",
      "expected a colon"),
    .refuses("null for a key", "{null:1}", "1:2", "expected a key"),
    .refuses("a number for a key within", "{\"a\":{1:1}}", "1:7", "expected a key"),
    .refuses("a comment before a key", "{/* x */\"a\":1}", "1:2", "expected a key"),
    .refuses("a comment before a value", "{\"a\":/* x */1}", "1:6", "expected a value"),
    .refuses(
      "513 structures within each other", #"{"a":"# + String(repeating: "[", count: 512), "1:517",
      "more than 512 objects and arrays within each other"),
    .refuses(
      "objects nest as arrays do", String(repeating: #"{"a":"#, count: 513), "1:2561",
      "more than 512 objects and arrays within each other"),
    .refuses("five thousand open brackets", #"{"a":"# + String(repeating: "[", count: 5000), "1:517", "more than 512"),
  ]

  @Test("keys that are there twice, since readers differ in which value they take", arguments: twins)
  func refuseTwins(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let twins: [JSONLinesCase] = [
    .refuses("the same value", #"{"a":1,"a":1}"#, "1:8", "the object has the key 'a' twice"),
    .refuses("with another between", #"{"a":1,"b":2,"a":3}"#, "1:14", "the object has the key 'a' twice"),
    .refuses(
      "in a later row", "{\"a\":1,\"b\":2}\n{\"a\":1,\"b\":2,\"b\":3}", "2:14", "the object has the key 'b' twice"),
    .refuses("one of them escaped", #"{"a":1,"\u0061":2}"#, "1:8", "the object has the key 'a' twice"),
    .refuses("escaped in two ways", #"{"\/":1,"\u002f":2}"#, "1:9", "the object has the key '/' twice"),
    .refuses("empty", #"{"":1,"":2}"#, "1:7", "the object has the key '' twice"),
    .refuses(
      "with a name that would confuse a terminal", #"{"\u001b[2J":1,"\u001b[2J":2}"#, "1:16",
      "the object has the key '\\u{1b}[2J' twice"),
  ]

  @Test("numbers", arguments: numbers)
  func refuseNumbers(text: String, offset: Int, message: String) {
    JSONLinesReading.check(.refuses(text, "{\"a\":\(text)}", "1:\(6 + offset)", message))
    JSONLinesReading.check(
      .refuses(text, "{\"a\":[\(text)]}", "1:\(7 + offset)", message))
  }

  static let numbers: [(String, Int, String)] = [
    ("01", 0, "a number begins with a zero"), ("-01", 1, "a number begins with a zero"),
    ("007", 0, "a number begins with a zero"), ("00", 0, "a number begins with a zero"),
    ("00.5", 0, "a number begins with a zero"), ("0123456789", 0, "a number begins with a zero"),
    ("-", 1, "expected a digit"), ("--1", 1, "expected a digit"), ("-a", 1, "expected a digit"),
    ("1.", 2, "expected a digit"), ("-1.", 3, "expected a digit"), ("1.e5", 2, "expected a digit"),
    ("-.5", 1, "expected a digit"), ("1e", 2, "expected a digit"), ("1e+", 3, "expected a digit"),
    ("1E-", 3, "expected a digit"), ("1e5.5", 3, "expected a comma or"), ("1.5.5", 3, "expected a comma or"),
    ("1ee5", 2, "expected a digit"), ("1e+-5", 3, "expected a digit"), ("0x10", 1, "expected a comma or"),
    ("1_000", 1, "expected a comma or"), ("1 000", 2, "expected a comma or"), ("1a", 1, "expected a comma or"),
    ("1+2", 1, "expected a comma or"), ("12345678a", 8, "expected a comma or"),
    ("1.2345678x", 9, "expected a comma or"),
    ("0e", 2, "expected a digit"), ("1.5f", 3, "expected a comma or"), ("1é", 1, "expected a comma or"),
    ("+1", 0, "expected a value"), (".5", 0, "expected a value"), ("١", 0, "expected a value"),
    ("１", 0, "expected a value"),
    ("NaN", 0, "NaN and infinity are no JSON numbers"), ("Infinity", 0, "NaN and infinity are no JSON numbers"),
    ("-Infinity", 1, "NaN and infinity are no JSON numbers"), ("nan", 0, "expected a value"),
    ("inf", 0, "expected a value"),
    ("-NaN", 1, "expected a digit"), ("$1", 0, "expected a value"),
  ]

  @Test(
    "words",
    arguments: [
      "nul", "nulL", "NULL", "Null", "None", "nil", "True", "TRUE", "False", "fals", "tru", "yes", "undefined", "x",
      "'x'", "`x`",
      "“x”", "\u{0}", "\u{B}", "\u{C}", "\u{A0}1", "\u{2003}1", "\u{FEFF}1", "(1)", "<1>", "@", "\\u0031", "*", "&a",
      "}",
    ])
  func refuseWords(text: String) {
    JSONLinesReading.check(.refuses(text, "{\"a\":\(text),\"b\":1}", "1:6", "expected a value"))
  }

  @Test(
    "words that go on", arguments: ["nullx", "truefalse", "null1", "false\"\"", "true{}", "null\u{0}", "true\u{A0}"])
  func longWords(text: String) {
    let place = text.hasPrefix("false") ? 11 : 10
    JSONLinesReading.check(.refuses(text, "{\"a\":\(text)}", "1:\(place)", "expected a comma or }"))
  }

  @Test("strings", arguments: strings)
  func refuseStrings(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let strings: [JSONLinesCase] = [
    .refuses("a string that is not closed", #"{"a":"x"#, "1:6", "a string is never closed"),
    .refuses("a string over two lines", "{\"a\":\"x\ny\"}", "1:6", "a string is never closed"),
    .refuses("a key that is not closed", "{\"a:1}\n{}", "1:2", "a string is never closed"),
    .refuses("a backslash before the line end", "{\"a\":\"x\\\ny\"}", "1:6", "a string is never closed"),
    .refuses("a backslash at the file's end", "{\"a\":\"x\\", "1:6", "a string is never closed"),
    .refuses("an escaped closing quote", #"{"a":"x\"}"#, "1:6", "a string is never closed"),
    .refuses("a quote that is not escaped", #"{"a":"x"y"}"#, "1:9", "expected a comma or }"),
    .refuses("a quote doubled as in CSV", #"{"a":"x""y"}"#, "1:9", "expected a comma or }"),
    .refuses("strings one after another", #"{"a":"x" "y"}"#, "1:10", "expected a comma or }"),
    .refuses("a tab", "{\"a\":\"x\ty\"}", "1:8", "a control character 0x09 in a string\nhint: write it as \\t"),
    .refuses("a carriage return", "{\"a\":\"x\ry\"}", "1:8", "a control character 0x0d in a string"),
    .refuses("a NUL", "{\"a\":\"x\u{0}y\"}", "1:8", "a control character 0x00 in a string\nhint: write it as \\u0000"),
    .refuses("the last of the control characters", "{\"a\":\"\u{1F}\"}", "1:7", "a control character 0x1f in a string"),
    .refuses("a tab in a key", "{\"a\t\":1}", "1:4", "a control character 0x09 in a string"),
    .refuses("a tab far into a string", "{\"a\":\"0123456789abcdef\tx\"}", "1:23", "a control character 0x09"),
    .refuses("a tab in a structure", "{\"a\":[\"\t\"]}", "1:8", "a control character 0x09 in a string"),
    .refuses("an unknown escape", #"{"a":"\x41"}"#, "1:7", "an unknown escape in a string"),
    .refuses("a path with backslashes", #"{"a":"C:\data"}"#, "1:9", "an unknown escape in a string"),
    .refuses("an escaped single quote", #"{"a":"\'"}"#, "1:7", "an unknown escape in a string"),
    .refuses("an escaped digit", #"{"a":"\0"}"#, "1:7", "an unknown escape in a string"),
    .refuses("an escape in upper case", #"{"a":"\N"}"#, "1:7", "an unknown escape in a string"),
    .refuses("an escaped bell", #"{"a":"\a"}"#, "1:7", "an unknown escape in a string"),
    .refuses("an escaped tab", "{\"a\":\"\\\t\"}", "1:7", "an unknown escape in a string"),
    .refuses("an escaped character beyond ASCII", "{\"a\":\"\\é\"}", "1:7", "an unknown escape in a string"),
    .refuses("an escape in upper case U", #"{"a":"\U0041"}"#, "1:7", "an unknown escape in a string"),
    .refuses("an escape in a key", #"{"\x":1}"#, "1:3", "an unknown escape in a string"),
    .refuses("no digits", #"{"a":"\u"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("three digits", #"{"a":"\u123"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("a digit that is none", #"{"a":"\u12g4"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("a sign among the digits", #"{"a":"\u+123"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("a space among the digits", #"{"a":"\u 123"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("braces as in other languages", #"{"a":"\u{41}"}"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("digits that the file cuts off", #"{"a":"\u12"#, "1:7", "\\u without four hexadecimal digits"),
    .refuses("the first half of a pair alone", #"{"a":"\ud83d"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("the second half of a pair alone", #"{"a":"\ude00"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("halves in the wrong order", #"{"a":"\ude00\ud83d"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("two first halves", #"{"a":"\ud83d\ud83d\ude00"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("text between the halves", #"{"a":"\ud83dx\ude00"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("a half and another escape", #"{"a":"\ud83d\u0041"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("a half and a short escape", #"{"a":"\ud83d\n"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("a half and a half escape", #"{"a":"\ud83d\ude0"}"#, "1:7", "half a surrogate pair in a string"),
    .refuses("a half in a key", #"{"\ud83d":1}"#, "1:3", "half a surrogate pair in a string"),
    .refuses("a half in a structure", #"{"a":["\ud83d"]}"#, "1:8", "half a surrogate pair in a string"),
  ]

  @Test("bytes that are not UTF-8", arguments: encodings)
  func refuseEncodings(name: String, bytes: [UInt8], offset: Int) {
    let byte = String(bytes[offset], radix: 16)
    let message = "not UTF-8: a stray byte 0x\(byte)"
    // In a word of its own, across words, and within a structure.
    for padding in [0, 1, 5, 6, 7, 8, 20] {
      let text = Array(String(repeating: "x", count: padding).utf8) + bytes
      JSONLinesReading.check(
        .refuses(name, bytes: JSONLinesCase.inString(text), "1:\(7 + padding + offset)", message))
      let nested = Array(#"{"a":[""#.utf8) + text + Array(#""]}"#.utf8)
      JSONLinesReading.check(.refuses(name, bytes: nested, "1:\(8 + padding + offset)", message))
    }
  }

  static let encodings: [(String, [UInt8], Int)] = [
    ("Latin-1", [0xE9, 0x20], 0), ("a continuation alone", [0x80], 0), ("the last continuation alone", [0xBF], 0),
    ("one continuation too many", [0xC3, 0xA9, 0x80], 2), ("overlong: a slash in two bytes", [0xC0, 0xAF], 0),
    ("overlong: DEL in two bytes", [0xC1, 0xBF], 0), ("overlong in three bytes", [0xE0, 0x80, 0xAF], 0),
    ("the longest overlong in three bytes", [0xE0, 0x9F, 0xBF], 0),
    ("overlong in four bytes", [0xF0, 0x80, 0x80, 0xAF], 0),
    ("the longest overlong in four bytes", [0xF0, 0x8F, 0xBF, 0xBF], 0),
    ("the first surrogate", [0xED, 0xA0, 0x80], 0), ("the last surrogate", [0xED, 0xBF, 0xBF], 0),
    ("a pair of surrogates, as in CESU-8", [0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80], 0),
    ("past the last scalar", [0xF4, 0x90, 0x80, 0x80], 0),
    ("a lead that no character has", [0xF5, 0x80, 0x80, 0x80], 0),
    ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80], 0), ("0xFE", [0xFE], 0), ("0xFF", [0xFF], 0),
    ("two bytes cut short", [0xC3], 0), ("three bytes cut short", [0xE2, 0x82], 0),
    ("four bytes cut short", [0xF0, 0x9F, 0x98], 0), ("four bytes with a stray letter", [0xF0, 0x9F, 0x41, 0x80], 0),
    ("wrong after characters that are right", [0xC3, 0xA9, 0xE2, 0x82, 0xAC, 0xFF], 5),
  ]

  @Test("other encodings and marks", arguments: marks)
  func refuseMarks(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let marks: [JSONLinesCase] = [
    .refuses("a byte-order mark before a later row", "{}\n\u{FEFF}{}", "2:1", "a byte-order mark within the file"),
    .refuses("two byte-order marks", "\u{FEFF}\u{FEFF}{}", "1:1", "a byte-order mark within the file"),
    .refuses("UTF-16, little endian", bytes: [0xFF, 0xFE, 0x7B, 0, 0x7D, 0], "1:1", "expected an object"),
    .refuses("UTF-16, big endian", bytes: [0xFE, 0xFF, 0, 0x7B, 0, 0x7D], "1:1", "expected an object"),
    .refuses("UTF-16 without a mark", bytes: [0x7B, 0, 0x7D, 0], "1:2", "expected a key"),
    .refuses("half a byte-order mark", bytes: [0xEF, 0xBB, 0x7B, 0x7D], "1:1", "expected an object"),
    .refuses("a gzip file", bytes: [0x1F, 0x8B, 0x08], "1:1", "expected an object"),
    .refuses("a line of NULs", bytes: [0, 0, 0], "1:1", "expected an object"),
    .refuses("a vertical tab is no white space", "\u{B}{}", "1:1", "expected an object"),
    .refuses("a form feed is no white space", "{\u{C}}", "1:2", "expected a key"),
    .refuses("a no-break space is no white space", "{\u{A0}}", "1:2", "expected a key"),
    .refuses("a line separator is no white space", "{}\u{2028}", "1:3", "text after the object"),
    .refuses("a record separator, as in RFC 7464", "\u{1E}{}\n", "1:1", "expected an object"),
  ]

  @Test("the place is that of the line, after rows, empty lines and characters of several bytes")
  func place() {
    JSONLinesReading.check(.refuses("", "{\"a\":1}\r\n\n{\"é😀\":\"ü\",\"a\":tru}", "3:20", "expected a value"))
  }

  @Test("no beginning of a row is taken for all of it")
  func truncated() {
    let text = #" {"a":-1.50e+10, "b\u00e9":"é\ud83d\ude00\n", "c":[true,false,null,{"d":{}},[]],"e":"" }"#
    let whole = Array(text.utf8)
    #expect((try? JSONLinesReading.rows(whole))?.count == 1)
    for length in 2..<whole.count {
      #expect(throws: (any Error).self, "\(length)") { try JSONLinesReading.rows(Array(whole[..<length])) }
      #expect(throws: (any Error).self, "\(length)") { try JSONLinesReading.rows(whole[..<length] + [10] + whole) }
    }
  }
}
