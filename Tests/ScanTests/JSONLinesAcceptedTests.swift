import Scan
import Testing

@Suite("JSON Lines that RFC 8259 accepts are read as they stand")
struct JSONLinesAcceptedTests {
  @Test("structure", arguments: structure)
  func readStructure(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let structure: [JSONLinesCase] = [
    .reads("an object without members is a row without cells", "{}\n", ""),
    .reads("white space within an empty object", "{ \t\r }\n", ""),
    .reads(
      "null, an empty string, a number, its text and an absent key differ",
      #"{"a":null,"b":"","c":1,"d":"1"}"# + "\n{\"c\":true}\n", "a null null, b string , c number 1, d string 1",
      "c boolean true"),
    .reads("both booleans", #"{"a":true,"b":false}"#, "a boolean true, b boolean false"),
    .reads(
      "words in quotes are strings", #"{"a":"null","b":"true","c":"NaN"}"#,
      "a string null, b string true, c string NaN"),
    .reads("an empty object and an empty array", #"{"a":{},"b":[]}"#, "a structure {}, b structure []"),
    .reads(
      "structures are handed on with what is in them", #"{"a":{"b":[1,{"c":"}"}]},"d":[[],{}, "]"]}"#,
      #"a structure {"b":[1,{"c":"}"}]}, d structure [[],{}, "]"]"#),
    .reads("white space in a structure stays", "{\"a\":[ 1 ,\t2 ] }", "a structure [ 1 ,\t2 ]"),
    .reads("a key twice within a structure is not looked into", #"{"a":{"b":1,"b":2}}"#, #"a structure {"b":1,"b":2}"#),
    .reads(
      "the same key in structures and around them", #"{"a":{"a":1},"b":{"a":1}}"#,
      #"a structure {"a":1}, b structure {"a":1}"#),
    .reads(
      "every kind in an array", #"{"a":[null,true,false,0,-1.5e3,"x",[],{}]}"#,
      #"a structure [null,true,false,0,-1.5e3,"x",[],{}]"#),
    .reads(
      "512 structures within each other, the row's own among them",
      #"{"a":"# + String(repeating: "[", count: 511) + String(repeating: "]", count: 511) + "}",
      "a structure " + String(repeating: "[", count: 511) + String(repeating: "]", count: 511)),
    .reads(
      "depth counts what is open, not what has been",
      #"{"a":["# + String(repeating: "[],", count: 600) + "[]]}",
      "a structure [" + String(repeating: "[],", count: 600) + "[]]"),
  ]

  @Test("keys", arguments: keys)
  func readKeys(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let keys: [JSONLinesCase] = [
    .reads("an empty key is a key", #"{"":1}"#, " number 1"),
    .reads(
      "keys in another order than in the row before", "{\"a\":1,\"b\":2}\n{\"b\":3,\"a\":4}", "a number 1, b number 2",
      "b number 3, a number 4"),
    .reads(
      "a key that begins as the one before did", "{\"ab\":1}\n{\"abc\":2}\n{\"a\":3}\n{\"ab\":4}", "ab number 1",
      "abc number 2", "a number 3", "ab number 4"),
    .reads("keys that differ in case only", #"{"a":1,"A":2}"#, "a number 1, A number 2"),
    .reads(
      "keys that look alike but are other characters", "{\"é\":1,\"e\u{301}\":2}", "é number 1, e\u{301} number 2"),
    .reads("an escaped key is its text", #"{"\u0061\n":1}"#, "a\n number 1"),
    .reads("a key with an escaped quote", #"{"a\"":1}"# + "\n" + #"{"a\"":2}"#, "a\" number 1", "a\" number 2"),
    .reads(
      "a key of many words", #"{"abcdefghijklmnopqrstuvwxyz0123456789":1}"#,
      "abcdefghijklmnopqrstuvwxyz0123456789 number 1"),
    .reads(
      "keys of seven, eight and nine bytes, rows twice",
      String(repeating: #"{"abcdefg":1,"abcdefgh":2,"abcdefghi":3}"# + "\n", count: 2),
      "abcdefg number 1, abcdefgh number 2, abcdefghi number 3",
      "abcdefg number 1, abcdefgh number 2, abcdefghi number 3"),
  ]

  @Test("numbers are not altered", arguments: numbers)
  func readNumbers(text: String) {
    JSONLinesReading.check(.reads(text, #"{"a":\#(text)}"#, "a number \(text)"))
    JSONLinesReading.check(.reads(text, #"{"a": \#(text) ,"b":[\#(text)]}"#, "a number \(text), b structure [\(text)]"))
  }

  static let numbers = [
    "0", "-0", "1", "-1", "10", "0.0", "-0.0", "0.5", "1.50", "100000000", "1234567", "12345678", "123456789", "0e0",
    "0E0",
    "1e5", "1E5", "1e+5", "1e-5", "1E-05", "1e00", "1.5e300", "1e400", "-1e400", "1e-400", "9007199254740993",
    "18446744073709551616", "0.1234567", "0.12345678", "0.123456789012345678901234567890123456789",
    "1.7976931348623157e308",
    "123456789012345678901234567890", "3.141592653589793", "0.30000000000000004", "2.2250738585072011e-308",
    String(repeating: "9", count: 1000), "0." + String(repeating: "0", count: 999) + "1",
    "1e" + String(repeating: "9", count: 40),
  ]

  @Test("strings and escapes", arguments: strings)
  func readStrings(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let strings: [JSONLinesCase] = [
    .reads("every short escape", #"{"a":"\"\\\/\b\f\n\r\t"}"#, "a string \"\\/\u{8}\u{C}\n\r\t"),
    .reads("hexadecimal digits in either case", #"{"a":"\u00e9\u00E9\u20aC"}"#, "a string éé€"),
    .reads("a surrogate pair is one character", #"{"a":"\ud83d\ude00\uD834\uDD1E"}"#, "a string 😀𝄞"),
    .reads("the first and the last pair", #"{"a":"\ud800\udc00\udbff\udfff"}"#, "a string \u{10000}\u{10FFFF}"),
    .reads("an escaped NUL is text", #"{"a":"x\u0000y"}"#, "a string x\u{0}y"),
    .reads("escaped control characters are text", #"{"a":"\u001f\u007f\u0080"}"#, "a string \u{1F}\u{7F}\u{80}"),
    .reads("an escaped backslash before a u is no escape", #"{"a":"\\u0041"}"#, #"a string \u0041"#),
    .reads("an escaped backslash before the closing quote", #"{"a":"x\\"}"#, #"a string x\"#),
    .reads(
      "noncharacters are scalars", #"{"a":"\uffff\ufffe"}"# + "\n{\"a\":\"\u{FFFE}\u{1FFFF}\"}",
      "a string \u{FFFF}\u{FFFE}", "a string \u{FFFE}\u{1FFFF}"),
    .reads("DEL needs no escape", "{\"a\":\"\u{7F}\"}", "a string \u{7F}"),
    .reads("separators that JavaScript minds", "{\"a\":\"\u{2028}\u{2029}\u{85}\"}", "a string \u{2028}\u{2029}\u{85}"),
    .reads("characters of two, three and four bytes", "{\"a\":\"é€😀\"}", "a string é€😀"),
    .reads(
      "the first and the last of each length",
      "{\"a\":\"\u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}\"}",
      "a string \u{80}\u{7FF}\u{800}\u{D7FF}\u{E000}\u{FFFF}\u{10000}\u{10FFFF}"),
    .reads("a byte-order mark within a string is text", "{\"a\":\"\u{FEFF}\"}", "a string \u{FEFF}"),
    .reads("comments in a string are text", #"{"a":"/* x */ // y"}"#, "a string /* x */ // y"),
    .reads("brackets and commas in a string are text", #"{"a":"},{\"b\":[,:"}"#, "a string },{\"b\":[,:"),
    .reads("single quotes in a string are text", #"{"a":"it's"}"#, "a string it's"),
  ]

  @Test("a string ends at its quote, wherever it lies in a word", arguments: 0..<40)
  func lengths(count: Int) {
    let text = String(repeating: "x", count: count)
    JSONLinesReading.check(
      .reads("\(count)", #"{"a":"\#(text)","b":"\#(text)é\#(text)"}"#, "a string \(text), b string \(text)é\(text)"))
    JSONLinesReading.check(.reads("\(count)", #"{"a":"\#(text)\t\#(text)"}"#, "a string \(text)\t\(text)"))
    let number = "1" + String(repeating: "2", count: count)
    JSONLinesReading.check(.reads("\(count)", #"{"a":\#(number).\#(number)e1}"#, "a number \(number).\(number)e1"))
    let space = String(repeating: " ", count: count)
    JSONLinesReading.check(
      .reads("\(count)", "\(space){\(space)\"a\"\(space):\(space)1\(space)}\(space)", "a number 1"))
  }

  @Test("lines", arguments: lines)
  func readLines(sample: JSONLinesCase) { JSONLinesReading.check(sample) }

  static let lines: [JSONLinesCase] = [
    .reads("nothing is no row", ""), .reads("a line end is no row", "\n"),
    .reads("white space is no row", " \t\r\n \n\n  "),
    .reads("a byte-order mark alone is no row", "\u{FEFF}"),
    .reads("a byte-order mark before the first row", "\u{FEFF}{\"a\":1}\n{\"a\":2}\n", "a number 1", "a number 2"),
    .reads("a last line without its end", "{\"a\":1}\n{\"a\":2}", "a number 1", "a number 2"),
    .reads("CRLF", "{\"a\":1}\r\n{\"a\":2}\r\n", "a number 1", "a number 2"),
    .reads("LF and CRLF in one file", "{\"a\":1}\n{\"a\":2}\r\n{\"a\":3}", "a number 1", "a number 2", "a number 3"),
    .reads("a carriage return alone is white space", "{\r\"a\":\r1}\r", "a number 1"),
    .reads("empty lines between rows", "\n\n{\"a\":1}\n\r\n  \n{\"a\":2}\n\n", "a number 1", "a number 2"),
    .reads("white space around a row", " \t{\"a\":1}\t \r\n", "a number 1"),
    .reads("white space around every token", "{ \"a\" :\t1 , \"b\"\r: [ ] }", "a number 1, b structure [ ]"),
  ]

  @Test("rows are told by the line they stand on")
  func rowLines() throws {
    let bytes = Array("\n{\"a\":1}\r\n \n\n{\"a\":\"x\"}\n{}".utf8)
    var tokenizer = JSONLinesTokenizer(at: 0)
    var row = JSONRow()
    var lines: [Int] = []
    while try tokenizer.next(&row, bytes.span, until: bytes.count) { lines.append(row.line + 1) }
    #expect(lines == [2, 5, 6])
  }

  @Test("a row belongs to the piece that its line begins in, blank lines before it to theirs")
  func limits() throws {
    let bytes = Array("{\"a\":1}\n   \n  {\"a\":2}\n{\"a\":3}".utf8)
    for limit in 0...bytes.count {
      var first = JSONLinesTokenizer(at: 0)
      var row = JSONRow()
      var count = 0
      while try first.next(&row, bytes.span, until: limit) { count += 1 }
      #expect(count == (limit == 0 ? 0 : limit <= 12 ? 1 : limit <= 22 ? 2 : 3), "\(limit)")
    }
  }

  @Test("a key has the same column in every row, however it is written")
  func columns() throws {
    let bytes = Array("{\"b\":1,\"a\":1}\n{\"a\":1,\"c\":2}\n{\"\\u0062\":1,\"c\":1}\n".utf8)
    var keys = JSONKeys()
    #expect(keys.column("a".utf8) == 0)
    var tokenizer = JSONLinesTokenizer(at: 0)
    var row = JSONRow(keys: keys)
    var columns: [[Int]] = []
    while try tokenizer.next(&row, bytes.span, until: bytes.count) { columns.append(row.members.map(\.column)) }
    #expect(columns == [[1, 0], [0, 2], [1, 2]])
    #expect((0..<row.keys.count).map(row.keys.name) == ["a", "b", "c"])
  }
}
